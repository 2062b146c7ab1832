import type { TestProject } from 'vitest/node';
import { chooseServices, type ServiceName, serviceNames, services } from './catalogue.ts';
import type { Stoppable } from './lifecycle.ts';
import { awsFacts, kafkaFacts, sqlFacts } from './shared.ts';
import { startServices } from './start-services.ts';

/** Vitest calls this once, before the first test file. TEST_SERVICES=kafka,postgres starts only these. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const wanted = process.env.TEST_SERVICES?.split(',') ?? serviceNames;
  const { stop } = await startServices(chooseServices(wanted), (name) => starters[name](project));
  return stop;
}

type Starter = (project: TestProject) => Promise<Stoppable>;

const starters: Readonly<Record<ServiceName, Starter>> = {
  kafka: async (project) => {
    const service = await services.kafka();
    project.provide('kafka', kafkaFacts(service));
    return service;
  },
  'schema-registry': async (project) => {
    const service = await services['schema-registry']();
    project.provide('schema-registry', { url: service.url });
    return service;
  },
  postgres: startSql('postgres'),
  mysql: startSql('mysql'),
  mariadb: startSql('mariadb'),
  s3: startAws('s3'),
  dynamodb: startAws('dynamodb'),
};

function startSql(name: 'postgres' | 'mysql' | 'mariadb'): Starter {
  return async (project) => {
    const service = await services[name]();
    project.provide(name, sqlFacts(service));
    return service;
  };
}

function startAws(name: 's3' | 'dynamodb'): Starter {
  return async (project) => {
    const service = await services[name]();
    project.provide(name, awsFacts(service));
    return service;
  };
}
