import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;

/** One node of Elasticsearch 8: home directory, HTTP port, transport port, directory of the jars. */
class Main {
  private static final String DESCRIPTOR = """
      name=transport-netty4
      description=HTTP
      version=8.13.4
      elasticsearch.version=8.13.4
      java.version=17
      classname=org.elasticsearch.transport.netty4.Netty4Plugin
      has.native.controller=false
      """;

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    Path netty = home.resolve("modules/transport-netty4");
    for (String directory : List.of("config", "modules/transport-netty4", "plugins", "logs"))
      Files.createDirectories(home.resolve(directory));
    Files.writeString(netty.resolve("plugin-descriptor.properties"), DESCRIPTOR);
    try (Stream<Path> jars = Files.list(Path.of(args[3]))) {
      for (Path jar : jars.toList()) {
        String name = jar.getFileName().toString();
        if (name.startsWith("netty-") || name.startsWith("transport-netty4"))
          Files.copy(jar, netty.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Settings settings = Settings.builder()
        .put("path.home", home.toString())
        .put("cluster.name", "test")
        .put("network.host", "127.0.0.1")
        .put("http.port", args[1])
        .put("transport.port", args[2])
        .put("discovery.type", "single-node")
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .build();
    LogConfigurator.configureWithoutConfig(Settings.builder().put("logger.level", "WARN").build());
    LogConfigurator.configureESLogging();
    Node node = new Node(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "one"));
    node.start();
    Thread.currentThread().join();
  }
}
