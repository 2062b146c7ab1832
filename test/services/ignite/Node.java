import java.util.List;
import javax.cache.configuration.Factory;
import org.apache.ignite.Ignite;
import org.apache.ignite.Ignition;
import org.apache.ignite.cluster.ClusterState;
import org.apache.ignite.configuration.*;
import org.apache.ignite.spi.communication.tcp.TcpCommunicationSpi;
import org.apache.ignite.spi.discovery.tcp.TcpDiscoverySpi;
import org.apache.ignite.spi.discovery.tcp.ipfinder.vm.TcpDiscoveryVmIpFinder;
import org.apache.ignite.ssl.SslContextFactory;

/** A small node on the loopback interface that keeps its data on disk. Ports: client, discovery, communication, then those of all nodes. */
public class Node {
  static int port(String text) {
    return Integer.parseInt(text);
  }

  public static void main(String[] args) throws Exception {
    String work = args[0];
    int client = port(args[1]);
    String[] cluster = args[4].split(",");
    IgniteConfiguration config = new IgniteConfiguration();
    config.setWorkDirectory(work).setConsistentId(args[1]).setLocalHost("127.0.0.1").setMetricsLogFrequency(0);
    config.setDiscoverySpi(
        new TcpDiscoverySpi()
            .setLocalPort(port(args[2]))
            .setLocalPortRange(0)
            .setIpFinder(new TcpDiscoveryVmIpFinder().setAddresses(List.of(cluster))));
    config.setCommunicationSpi(new TcpCommunicationSpi().setLocalPort(port(args[3])).setLocalPortRange(0));
    ClientConnectorConfiguration connector =
        new ClientConnectorConfiguration().setHost("127.0.0.1").setPort(client).setPortRange(0);
    String keyStore = System.getProperty("test.key.store");
    if (keyStore != null) {
      SslContextFactory ssl = new SslContextFactory();
      ssl.setKeyStoreFilePath(keyStore);
      ssl.setKeyStorePassword("changeit".toCharArray());
      ssl.setTrustStoreFilePath(keyStore);
      ssl.setTrustStorePassword("changeit".toCharArray());
      connector
          .setSslEnabled(true)
          .setUseIgniteSslContextFactory(false)
          .setSslClientAuth(true)
          .setSslContextFactory((Factory<javax.net.ssl.SSLContext>) ssl);
    }
    config.setClientConnectorConfiguration(connector);
    config.setConnectorConfiguration(null);
    config.setAuthenticationEnabled(Boolean.getBoolean("test.authentication"));
    DataRegionConfiguration region =
        new DataRegionConfiguration()
            .setInitialSize(32L << 20)
            .setMaxSize(128L << 20)
            .setPersistenceEnabled(true)
            .setCheckpointPageBufferSize(32L << 20);
    config.setDataStorageConfiguration(
        new DataStorageConfiguration()
            .setWalMode(WALMode.LOG_ONLY)
            .setWalSegmentSize(8 << 20)
            .setSystemDataRegionConfiguration(
                new SystemDataRegionConfiguration().setInitialSize(16L << 20).setMaxSize(48L << 20))
            .setDefaultDataRegionConfiguration(region));
    config
        .setPublicThreadPoolSize(4)
        .setSystemThreadPoolSize(4)
        .setStripedPoolSize(2)
        .setQueryThreadPoolSize(2)
        .setServiceThreadPoolSize(2)
        .setRebalanceThreadPoolSize(1)
        .setDataStreamerThreadPoolSize(2)
        .setManagementThreadPoolSize(2)
        .setPeerClassLoadingEnabled(false);
    Ignite ignite = Ignition.start(config);
    while (ignite.cluster().forServers().nodes().size() < cluster.length && !ignite.cluster().state().active())
      Thread.sleep(50);
    if (!ignite.cluster().state().active()) ignite.cluster().state(ClusterState.ACTIVE);
    System.out.println("node is ready");
    Thread.currentThread().join();
  }
}
