import { startCassandra } from './cassandra.ts';
import { startDynamoDB } from './dynamodb.ts';
import { startElasticsearch7, startElasticsearch8, startOpenSearch } from './elasticsearch.ts';
import { startHdfs } from './hdfs.ts';
import { startIgnite } from './ignite.ts';
import { startKafka } from './kafka.ts';
import { startLocalStack } from './localstack.ts';
import { startMariaDB } from './mariadb.ts';
import { startMongoDB } from './mongodb.ts';
import { startMosquitto } from './mosquitto.ts';
import { startMySQL } from './mysql.ts';
import { startPostgres } from './postgres.ts';
import { startS3 } from './s3.ts';
import { startSchemaRegistry } from './schema-registry.ts';

/** The services by name, the slowest to start first. */
export const services = {
  kafka: () => startKafka(),
  'schema-registry': () => startSchemaRegistry(),
  ignite: () => startIgnite(),
  cassandra: () => startCassandra(),
  opensearch: () => startOpenSearch(),
  elasticsearch8: () => startElasticsearch8(),
  elasticsearch7: () => startElasticsearch7(),
  mysql: () => startMySQL(),
  dynamodb: () => startDynamoDB(),
  hdfs: () => startHdfs(),
  s3: () => startS3(),
  postgres: () => startPostgres(),
  mongodb: () => startMongoDB(),
  mariadb: () => startMariaDB(),
  mosquitto: () => startMosquitto(),
  localstack: () => startLocalStack(),
};

export type ServiceName = keyof typeof services;

export const serviceNames = Object.keys(services).filter(isServiceName);

function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(services, name);
}

/** The services that a list of names means, in the order of the catalogue. */
export function chooseServices(names: readonly string[]): readonly ServiceName[] {
  const unknown = names.filter((name) => !isServiceName(name));
  if (unknown.length > 0)
    throw new Error(`Unknown service ${unknown.join(', ')}; there are ${serviceNames.join(', ')}.`);
  return serviceNames.filter((name) => names.includes(name));
}
