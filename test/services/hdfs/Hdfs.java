import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.hdfs.server.namenode.NameNode;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;

/** A name node and a data node in one process: <directory> <RPC port> <HTTP port> and three ports of the data node. */
public class Hdfs {
  public static void main(String[] args) {
    try {
      run(Path.of(args[0]), args);
    } catch (Throwable error) {
      error.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Path directory, String[] args) throws Exception {
    Configuration settings = new HdfsConfiguration();
    String host = "127.0.0.1:";
    settings.set("fs.defaultFS", "hdfs://" + host + args[1]);
    settings.set("dfs.namenode.rpc-address", host + args[1]);
    settings.set("dfs.namenode.http-address", host + args[2]);
    settings.set("dfs.datanode.address", host + args[3]);
    settings.set("dfs.datanode.http.address", host + args[4]);
    settings.set("dfs.datanode.ipc.address", host + args[5]);
    settings.set("dfs.datanode.hostname", "127.0.0.1");
    settings.setBoolean("dfs.client.use.datanode.hostname", true);
    settings.set("dfs.namenode.name.dir", "file://" + directory.resolve("name"));
    settings.set("dfs.datanode.data.dir", "file://" + directory.resolve("data"));
    settings.setInt("dfs.replication", 1);
    settings.setBoolean("dfs.permissions.enabled", false);
    settings.setInt("dfs.namenode.safemode.extension", 0);
    settings.setInt("dfs.namenode.safemode.min.datanodes", 1);
    settings.setLong("dfs.datanode.du.reserved", 0);
    settings.setInt("dfs.heartbeat.interval", 1);
    settings.set("hadoop.http.staticuser.user", "root");
    DefaultMetricsSystem.setMiniClusterMode(true);
    if (Files.notExists(directory.resolve("name/current/VERSION"))) NameNode.format(settings);
    NameNode nameNode = new NameNode(settings);
    DataNode dataNode = DataNode.createDataNode(new String[0], settings);
    while (nameNode.isInSafeMode() || !dataNode.isDatanodeFullyStarted()) Thread.sleep(50);
    Thread.currentThread().join();
  }
}
