import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.transport.Netty4Plugin;

/** One node of Elasticsearch 7: home directory, HTTP port, transport port. */
class Main {
  private static class OneNode extends Node {
    OneNode(Settings settings, Collection<Class<? extends Plugin>> plugins) {
      super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "one"), plugins, false);
    }
  }

  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    for (String directory : List.of("config", "modules", "plugins")) Files.createDirectories(home.resolve(directory));
    Settings settings = Settings.builder()
        .put("path.home", home.toString())
        .put("cluster.name", "test")
        .put("network.host", "127.0.0.1")
        .put("http.port", args[1])
        .put("transport.port", args[2])
        .put("transport.type", "netty4")
        .put("http.type", "netty4")
        .put("discovery.type", "single-node")
        .put("cluster.routing.allocation.disk.threshold_enabled", false)
        .build();
    Node node = new OneNode(settings, List.of(Netty4Plugin.class));
    node.start();
    Thread.currentThread().join();
  }
}
