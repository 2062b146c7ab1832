import { invalidValue } from '../../config/invalid-value.ts';

export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads `bootstrap.servers`; follows `org.apache.kafka.clients.ClientUtils`. @throws ConfigError naming the entry. */
export const bootstrapServers = (servers: readonly string[]): readonly BrokerAddress[] => {
  const given = servers.filter((server) => server !== '');
  if (given.length === 0)
    throw invalidValue(
      'bootstrap.servers',
      servers.join(','),
      'No resolvable bootstrap urls given in bootstrap.servers',
    );
  return given.map(address);
};

const address = (server: string): BrokerAddress => {
  const [, ipv6, name, digits] = /^(?:[A-Z_]+:\/\/)?(?:\[([0-9a-fA-F:.%]+)\]|([^:/\s]+)):(\d+)$/.exec(server) ?? [];
  const host = ipv6 ?? name;
  const port = Number(digits);
  if (host === undefined || port > 65_535) throw invalidValue('bootstrap.servers', server, 'expected host:port');
  return { host, port };
};
