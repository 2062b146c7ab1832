import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

const FOLDER = 'dist/functions';
const RUNS = 5;

/** What a function finds in its environment, as far as loading it needs. */
const ENVIRONMENT = {
  CONFIG_TABLE: 'configs',
  OFFSET_TABLE: 'offsets',
  STATUS_TABLE: 'statuses',
  WORKER_CONFIG: JSON.stringify({
    'bootstrap.servers': 'localhost:9092',
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
  }),
  PLUGINS: '["s3-sink","jdbc-source"]',
  DEPLOYER: JSON.stringify({
    scheduleGroup: 'bench',
    scheduleRoleArn: 'arn:aws:iam::000000000000:role/bench',
    deadLetterQueueArn: 'arn:aws:sqs:us-east-1:000000000000:bench',
    functionArnPrefix: 'arn:aws:lambda:us-east-1:000000000000:function:bench_',
    plugins: { sources: ['jdbc-source'], sinks: ['s3-sink'] },
    eventSource: { bootstrapServers: ['localhost:9092'], sourceAccess: [] },
  }),
  API_KEY: 'bench',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
};

/** Loads a module and says what that took beyond an empty process, in milliseconds. */
const PROBE = `
  const cpu = process.cpuUsage(); const begin = performance.now();
  await import(process.argv[1]).catch((error) => { process.stderr.write(String(error)); process.exit(1); });
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ cpu_ms: (user + system) / 1000, wall_ms: performance.now() - begin }));
  process.exit(0);
`;

const probed = v.pipe(v.string(), v.parseJson(), v.object({ cpu_ms: v.number(), wall_ms: v.number() }));

const probe = (name: string) => {
  const file = join(process.cwd(), FOLDER, name, `${name}.mjs`);
  const env = { ...process.env, ...ENVIRONMENT, AWS_LAMBDA_FUNCTION_NAME: name };
  return v.parse(
    probed,
    execFileSync(process.execPath, ['--input-type=module', '-e', PROBE, file], { env, encoding: 'utf8' }),
  );
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** How long each deployed function takes to load, as processes of their own; medians. */
export const benchFunctionInits = () => {
  execFileSync(process.execPath, ['--import', 'tsx', '-e', "import('./infra/bundle.ts').then((m) => m.bundle())"]);
  return readdirSync(FOLDER).map((name) => {
    const runs = Array.from({ length: RUNS }, () => probe(name));
    return {
      row: `init ${name}`,
      cpu_ms: Math.round(median(runs.map(({ cpu_ms }) => cpu_ms))),
      wall_ms: Math.round(median(runs.map(({ wall_ms }) => wall_ms))),
    };
  });
};
