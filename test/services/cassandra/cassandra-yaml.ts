import type { Certificate } from '../kafka/certificate.ts';

export interface CassandraYamlOptions {
  readonly directory: string;
  readonly port: number;
  readonly storagePort: number;
  /** Asks clients for a password; there is the user `cassandra` with the password `cassandra`. */
  readonly authenticated: boolean;
  /** Shows it, and asks clients for it, where they speak TLS. */
  readonly certificate?: Certificate;
}

/** Beside plain connections, on the same port. */
const encryption = ({ keyStoreFile, certificateFile }: Certificate): string =>
  `client_encryption_options:
  enabled: true
  optional: true
  require_client_auth: true
  ssl_context_factory: {class_name: org.apache.cassandra.security.PEMBasedSslContextFactory}
  keystore: ${keyStoreFile}
  truststore: ${certificateFile}
`;

/**
 * One small node that keeps what it acknowledged when it is killed. A write holds its thread until the log is on disk: with few of them
 * they would wait for the disk one after the other, not together.
 */
export const cassandraYaml = ({
  directory,
  port,
  storagePort,
  authenticated,
  certificate,
}: CassandraYamlOptions): string =>
  `cluster_name: test
num_tokens: 1
partitioner: org.apache.cassandra.dht.Murmur3Partitioner
data_file_directories: [${directory}/data]
commitlog_directory: ${directory}/commitlog
saved_caches_directory: ${directory}/saved
hints_directory: ${directory}/hints
cdc_raw_directory: ${directory}/cdc
commitlog_sync: group
commitlog_sync_group_window: 10ms
commitlog_segment_size: 4MiB
commitlog_total_space: 64MiB
seed_provider: [{class_name: org.apache.cassandra.locator.SimpleSeedProvider, parameters: [{seeds: "127.0.0.1:${storagePort}"}]}]
listen_address: 127.0.0.1
rpc_address: 127.0.0.1
storage_port: ${storagePort}
native_transport_port: ${port}
start_native_transport: true
endpoint_snitch: SimpleSnitch
authenticator: ${authenticated ? 'PasswordAuthenticator' : 'AllowAllAuthenticator'}
authorizer: ${authenticated ? 'CassandraAuthorizer' : 'AllowAllAuthorizer'}
role_manager: CassandraRoleManager
file_cache_size: 32MiB
memtable_heap_space: 64MiB
memtable_offheap_space: 32MiB
concurrent_reads: 4
concurrent_writes: 256
concurrent_counter_writes: 2
auto_snapshot: false
${certificate === undefined ? '' : encryption(certificate)}`;
