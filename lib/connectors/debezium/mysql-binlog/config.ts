import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { between, oneOf } from '../../../config/validators.ts';
import { patternList } from '../config/validators.ts';

const group = 'MySQL';

/** The keys of wushujames' MySqlSourceConnector, and a few of Debezium's for what it took for granted. */
export const mysqlBinlogConfig = defineConfig({
  host: { type: 'STRING', importance: 'HIGH', documentation: 'Host of the server.', group },
  port: {
    type: 'INT',
    default: 3306,
    validator: between(1, 65_535),
    importance: 'HIGH',
    documentation: 'Port of the server.',
    group,
  },
  user: {
    type: 'STRING',
    importance: 'HIGH',
    documentation: 'User, with the rights SELECT, RELOAD, REPLICATION CLIENT and REPLICATION SLAVE.',
    group,
  },
  password: { type: 'PASSWORD', importance: 'HIGH', documentation: 'The user’s password.', group },
  server: {
    type: 'STRING',
    default: 'mysql',
    validator: oneOf('mysql', 'mariadb'),
    importance: 'MEDIUM',
    documentation: 'Which of the two servers it is.',
    group,
  },
  'server.id': {
    type: 'LONG',
    default: null,
    validator: between(1, 4_294_967_295),
    importance: 'MEDIUM',
    documentation:
      'Number by which the server knows the connector as a replica; made from the connector’s name when absent. No other replica of the server may have it.',
    group,
  },
  'database.include.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Databases to read, as expressions; all by default.',
    group,
  },
  'table.include.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Tables to read, as expressions for database.table; all by default.',
    group,
  },
});

export type MySqlBinlogConfig = ConfigOf<typeof mysqlBinlogConfig>;
