import org.codelibs.opensearch.runner.OpenSearchRunner;

/** One node of OpenSearch: home directory, HTTP port, transport port. */
class Main {
  public static void main(String[] args) throws Exception {
    OpenSearchRunner runner = new OpenSearchRunner();
    runner
        .onBuild((number, settings) -> {
          settings.put("http.port", args[1]);
          settings.put("transport.port", args[2]);
          settings.put("http.cors.enabled", false);
          settings.put("discovery.type", "single-node");
          settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
          settings.putList("network.host", "127.0.0.1");
        })
        .build(OpenSearchRunner.newConfigs().clusterName("test").basePath(args[0]).numOfNode(1).disableESLogger());
    Thread.currentThread().join();
  }
}
