/** What Cassandra 5 reaches into, which Java 17 forbids unless it is said. */
const opens = [
  'java.base/java.io',
  'java.base/java.lang',
  'java.base/java.lang.module',
  'java.base/java.lang.reflect',
  'java.base/java.net',
  'java.base/java.nio',
  'java.base/java.util',
  'java.base/java.util.concurrent',
  'java.base/java.util.concurrent.atomic',
  'java.base/java.util.jar',
  'java.base/jdk.internal.loader',
  'java.base/jdk.internal.math',
  'java.base/jdk.internal.module',
  'java.base/jdk.internal.ref',
  'java.base/jdk.internal.reflect',
  'java.base/jdk.internal.util.jar',
  'java.base/sun.net',
  'java.base/sun.nio.ch',
  'java.base/sun.security.util',
  'java.rmi/sun.rmi.transport.tcp',
  'java.sql/java.sql',
  'jdk.management.jfr/jdk.management.jfr',
  'jdk.management/com.sun.management.internal',
];

const exported = [
  'java.base/java.lang.ref',
  'java.base/jdk.internal.misc',
  'java.base/jdk.internal.ref',
  'java.base/sun.nio.ch',
  'java.management.rmi/com.sun.jmx.remote.internal.rmi',
  'java.rmi/sun.rmi.registry',
  'java.rmi/sun.rmi.server',
  'java.sql/java.sql',
  'jdk.attach/sun.tools.attach',
  'jdk.compiler/com.sun.tools.javac.file',
  'jdk.compiler/com.sun.tools.javac.tree',
  'jdk.unsupported/sun.misc',
];

/** One node that waits for nobody; the overhead per row is measured at every start unless it is given. */
const quick = [
  '-Dcassandra-foreground=yes',
  '-Dcassandra.skip_wait_for_gossip_to_settle=0',
  '-Dcassandra.ring_delay_ms=1',
  '-Dcassandra.superuser_setup_delay_ms=0',
  '-Dcassandra.allow_unsafe_join=true',
  '-Dcassandra.available_processors=2',
  '-Dcassandra.memtable_row_overhead_size=180',
  '-Dcassandra.memtable_row_overhead_computation_step=1000',
];

export const cassandraJvmOptions = (settings: Readonly<Record<string, string>>): readonly string[] => [
  '-Xms512m',
  '-Xmx512m',
  '-Xss512k',
  '-XX:MaxDirectMemorySize=128m',
  '-Djdk.attach.allowAttachSelf=true',
  '-Djava.security.manager=allow',
  '-Dio.netty.tryReflectionSetAccessible=true',
  '-Djava.net.preferIPv4Stack=true',
  '--add-modules=ALL-SYSTEM',
  ...opens.map((one) => `--add-opens=${one}=ALL-UNNAMED`),
  ...exported.map((one) => `--add-exports=${one}=ALL-UNNAMED`),
  ...quick,
  ...Object.entries(settings).map(([name, value]) => `-D${name}=${value}`),
];
