import type { TestProject } from 'vitest/node';
import { chooseServices, type ServiceName, services } from './catalogue.ts';
import type { Stoppable } from './lifecycle.ts';
import { onDemand } from './on-demand.ts';
import { serveOnDemand } from './on-demand-server.ts';
import { awsFacts, kafkaFacts, sqlFacts } from './shared.ts';
import { startServices } from './start-services.ts';

/**
 * Vitest calls this once, before the first test file. TEST_SERVICES=kafka,postgres starts only these; the services of
 * `on-demand.ts` are started when a test asks for them.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const later = await serveOnDemand(async (name) => {
    const [known] = chooseServices([name]);
    if (known === undefined || !(known in onDemand)) throw new Error(`${name} is not in test/services/on-demand.ts`);
    return services[known]();
  });
  project.provide('on-demand', later.url);
  const wanted = process.env.TEST_SERVICES?.split(',') ?? Object.keys(starters);
  const { stop } = await startServices(chooseServices(wanted), (name) => starter(name)(project));
  return async () => void (await Promise.all([stop(), later.stop()]));
}

type Starter = (project: TestProject) => Promise<Stoppable>;

const starter = (name: ServiceName): Starter => {
  const found: Starter | undefined = starters[name];
  if (found === undefined) throw new Error(`${name} is started on demand; leave it out of TEST_SERVICES`);
  return found;
};

const starters: Readonly<Partial<Record<ServiceName, Starter>>> = {
  kafka: async (project) => {
    const service = await services.kafka();
    project.provide('kafka', kafkaFacts(service));
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
