import { defineConfig } from '../../../config/config-def.ts';
import { invalidValue } from '../../../config/invalid-value.ts';
import { oneOf, type Validator } from '../../../config/validators.ts';
import { refused } from '../config/refused.ts';
import { AVRO_FORMAT, formatClasses, orcClasses, partitionerClasses, storageClasses } from './class-names.ts';

const MACHINE = 'there is no Hadoop installation beside a function: WebHDFS needs none';
const KERBEROS =
  'Kerberos is not supported: give hdfs.user.name for simple authentication, or a delegation token by hdfs.delegation.token';
const HIVE = 'Hive is not integrated: let Hive find new directories by MSCK REPAIR TABLE';

const refusedWhenTrue = (reason: string): Validator<boolean> => ({
  description: 'false',
  ensureValid: (name, value) => {
    if (value === true) throw invalidValue(name, value, reason);
  },
});

const knownFormat: Validator<string> = {
  description: `[${formatClasses.filter((name) => !orcClasses.includes(name)).join(', ')}]`,
  ensureValid: (name, value) => {
    if (orcClasses.some((orc) => orc === value))
      throw invalidValue(name, value, 'ORC is not supported, for want of a library that writes it: use Parquet');
    oneOf(...formatClasses).ensureValid(name, value);
  },
};

/** Keys of Confluent's `HdfsSinkConnectorConfig`, and those that say how to reach WebHDFS. */
export const hdfsKeys = defineConfig({
  'hdfs.url': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    group: 'HDFS',
    documentation:
      'Address of HDFS, such as hdfs://namenode:8020, of which the host is taken; or one of its web interface: webhdfs://, swebhdfs://, http:// or https://. May be given as store.url.',
  },
  'hdfs.web.url': {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    group: 'HDFS',
    documentation:
      'Web addresses of all name nodes, or of HttpFS, such as http://nn1:9870,http://nn2:9870. Whichever is active is used. By default http://<host of hdfs.url>:9870; Hadoop 2 has port 50070.',
  },
  'hdfs.user.name': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'HDFS',
    documentation: 'User to write as, where HDFS believes whoever asks (simple authentication).',
  },
  'hdfs.delegation.token': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    group: 'HDFS',
    documentation:
      'Delegation token to authenticate by, in the form that WebHDFS hands out; takes the place of hdfs.user.name.',
  },
  'hdfs.request.timeout.ms': {
    type: 'INT',
    default: 30_000,
    importance: 'LOW',
    group: 'HDFS',
    documentation: 'How long HDFS may keep silent before a request counts as failed, in milliseconds.',
  },
  'hadoop.conf.dir': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    group: 'HDFS',
    documentation: "Directory of Hadoop's configuration.",
    ignored: `${MACHINE}; name the web addresses of a nameservice by hdfs.web.url`,
  },
  'hadoop.home': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    group: 'HDFS',
    documentation: 'Directory of Hadoop.',
    ignored: MACHINE,
  },
  'topic.capture.groups.regex': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    group: 'HDFS',
    validator: refused('Directories made of parts of topic names are not supported'),
    documentation: 'Parts of topic names to make directories of, which is not supported.',
  },
  'logs.dir': {
    type: 'STRING',
    default: 'logs',
    importance: 'HIGH',
    group: 'HDFS',
    documentation: 'Directory of write-ahead logs.',
    ignored: "what is under way is remembered in the worker's offset store",
  },
  'shutdown.timeout.ms': {
    type: 'LONG',
    default: 3000,
    importance: 'MEDIUM',
    group: 'HDFS',
    documentation: 'How long a task takes to stop at most.',
    ignored: 'a task holds nothing that would have to be brought to an end',
  },
  'format.class': {
    type: 'CLASS',
    default: AVRO_FORMAT,
    importance: 'HIGH',
    group: 'Connector',
    validator: knownFormat,
    documentation: 'Format of the files.',
  },
  'storage.class': {
    type: 'CLASS',
    default: 'io.confluent.connect.hdfs.storage.HdfsStorage',
    importance: 'LOW',
    group: 'Storage',
    validator: oneOf(...storageClasses),
    documentation: 'The storage layer; HDFS is the only one.',
  },
  'partitioner.class': {
    type: 'CLASS',
    default: 'io.confluent.connect.storage.partitioner.DefaultPartitioner',
    importance: 'HIGH',
    group: 'Partitioner',
    validator: oneOf(...partitionerClasses),
    documentation: 'How records are spread over directories: by Kafka partition, by fields or by time.',
  },
  'schema.compatibility': {
    type: 'STRING',
    default: 'NONE',
    importance: 'HIGH',
    group: 'Schema',
    validator: oneOf('NONE', 'BACKWARD', 'FORWARD', 'FULL'),
    documentation:
      'What to do when the schema changes: NONE writes records of different schemas to different files; BACKWARD and FULL bring older records to the newest schema, FORWARD newer ones to the oldest. These three need versions in schemas.',
  },
  'hdfs.authentication.kerberos': {
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    group: 'Security',
    validator: refusedWhenTrue(KERBEROS),
    documentation: 'Authenticates by Kerberos, which is not supported.',
  },
  ...defineConfig({
    'connect.hdfs.principal': {
      type: 'STRING',
      default: '',
      importance: 'HIGH',
      group: 'Security',
      documentation: 'Kerberos principal of the connector.',
      ignored: 'hdfs.authentication.kerberos is false',
    },
    'connect.hdfs.keytab': {
      type: 'STRING',
      default: '',
      importance: 'HIGH',
      group: 'Security',
      documentation: 'Keytab file of the principal.',
      ignored: 'hdfs.authentication.kerberos is false',
    },
    'hdfs.namenode.principal': {
      type: 'STRING',
      default: '',
      importance: 'HIGH',
      group: 'Security',
      documentation: 'Kerberos principal of the name node.',
      ignored: 'hdfs.authentication.kerberos is false',
    },
    'kerberos.ticket.renew.period.ms': {
      type: 'LONG',
      default: 3_600_000,
      importance: 'LOW',
      group: 'Security',
      documentation: 'How often Kerberos tickets are renewed.',
      ignored: 'hdfs.authentication.kerberos is false',
    },
  }),
  'hive.integration': {
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    group: 'Hive',
    validator: refusedWhenTrue(HIVE),
    documentation: 'Makes Hive tables of the files, which is not supported.',
  },
  ...defineConfig({
    'hive.metastore.uris': {
      type: 'STRING',
      default: '',
      importance: 'HIGH',
      group: 'Hive',
      documentation: "Hive's metastore.",
      ignored: 'hive.integration is false',
    },
    'hive.conf.dir': {
      type: 'STRING',
      default: '',
      importance: 'HIGH',
      group: 'Hive',
      documentation: "Directory of Hive's configuration.",
      ignored: 'hive.integration is false',
    },
    'hive.home': {
      type: 'STRING',
      default: '',
      importance: 'HIGH',
      group: 'Hive',
      documentation: 'Directory of Hive.',
      ignored: 'hive.integration is false',
    },
    'hive.database': {
      type: 'STRING',
      default: 'default',
      importance: 'HIGH',
      group: 'Hive',
      documentation: "Hive's database.",
      ignored: 'hive.integration is false',
    },
    'hive.table.name': {
      type: 'STRING',
      default: `\${topic}`,
      importance: 'HIGH',
      group: 'Hive',
      documentation: 'Names of Hive tables.',
      ignored: 'hive.integration is false',
    },
  }),
});
