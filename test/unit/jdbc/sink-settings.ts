import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { jdbcSinkConfig } from '../../../lib/connectors/jdbc/sink/config.ts';
import { parseSettings } from '../../../lib/connectors/jdbc/sink/parse-settings.ts';
import type { SinkSettings } from '../../../lib/connectors/jdbc/sink/sink-settings.ts';

/** The settings of a sink on PostgreSQL with these keys. */
export const sinkSettings = (config: RawConfig = {}): SinkSettings => {
  const raw = {
    name: 'sink',
    'connector.class': 'io.confluent.connect.jdbc.JdbcSinkConnector',
    'connection.url': 'jdbc:postgresql://db/shop',
    ...config,
  };
  return parseSettings(parseConfig(jdbcSinkConfig, raw), raw);
};
