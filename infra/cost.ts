import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { LAMBDA_PRICE } from '../lib/aws/lambda-price.ts';

/**
 * What a connector costs in a month: public prices of AWS times what was measured of the deployed stack. `docs/cost.md` is this
 * file's output, `npm run cost` measures anew; a test keeps the page true.
 */

/**
 * US dollars in us-east-1, without free tiers, as on the pages of AWS that {@link costPage} links to; checked in November 2026
 * against what others quote of them: Lambda https://wring.co/blog/aws-lambda-pricing-guide (March 2026), Scheduler
 * https://cloudburn.io/blog/amazon-eventbridge-pricing (March 2026), DynamoDB after the cut of November 2024
 * https://airbyte.com/data-engineering-resources/dynamodb-pricing (July 2025), poller units and MSK Connect from quotes of the
 * Price List API (2026).
 */
const PRICES = {
  lambdaGbSecond: LAMBDA_PRICE.gbSecond,
  lambdaRequest: LAMBDA_PRICE.request,
  schedulerInvocation: 1 / 1e6,
  dynamoDbWrite: 0.625 / 1e6,
  dynamoDbRead: 0.125 / 1e6,
  alarm: 0.1,
  logGb: 0.5,
  pollerUnitHour: 0.185,
  mskConnectUnitHour: 0.11,
} as const;

const HOURS = 730;
const SECONDS = HOURS * 3600;
const MEMORY_MB = 512;
/** Lambda gives CPU with memory: a whole one at 1,769 MB. See https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const WHOLE_CPU_MB = 1769;
const CPU_SHARE = MEMORY_MB / WHOLE_CPU_MB;

/** Lower quartile of so many invocations: by the clock, and of one core. */
const timesSchema = v.object({ durationMs: v.number(), cpuMs: v.number(), count: v.number() });
type Times = v.InferOutput<typeof timesSchema>;

const measuredSchema = v.object({
  at: v.string(),
  machine: v.object({ node: v.string(), cores: v.number(), sha256MiBPerCpuSecond: v.number(), load: v.number() }),
  /** A run of the JDBC source that finds nothing. */
  idleRun: timesSchema,
  /** A batch of one record through the S3 sink. */
  batch: timesSchema,
  /** What each further record of 1 KiB of JSON adds to a batch. */
  record: v.object({ cpuUs: v.number(), batches: v.number(), count: v.number() }),
  /** A pass of the reconciler over a few connectors. */
  reconcile: timesSchema,
  /** Loading each function, with the process that it runs in. */
  starts: v.record(v.string(), timesSchema),
});

/** Written by test/localstack/measure. */
const measured = v.parse(
  v.pipe(v.string(), v.parseJson(), measuredSchema),
  readFileSync(new URL('measured.json', import.meta.url), 'utf8'),
);

/** Waiting takes as long on Lambda as it did here; what the processor did takes longer, by the share of one that there is. */
const onLambda = ({ durationMs, cpuMs }: Omit<Times, 'count'>): number =>
  Math.max(0, durationMs - cpuMs) + cpuMs / CPU_SHARE;

const LAMBDA = {
  idleRunMs: onLambda(measured.idleRun),
  batchMs: onLambda(measured.batch),
  recordMs: measured.record.cpuUs / 1000 / CPU_SHARE,
  reconcileMs: onLambda(measured.reconcile),
} as const;

/** How the runtime behaves; see functions/source-handler.ts and functions/sink-handler.ts. */
const HEARTBEAT_S = 5;
/** The first heartbeat that finds less than two thirds of the lease's 30 s left. */
const LEASE_RENEWAL_S = 15;
const OFFSET_FLUSH_S = 60;
const RUN_S = 600;
const RECONCILE_S = 300;
const POLLER_WINDOW_S = 0.5;

interface Usage {
  readonly computeS: number;
  readonly requests: number;
  readonly ticks?: number;
  readonly writes?: number;
  readonly reads?: number;
}

const price = ({ computeS, requests, ticks = 0, writes = 0, reads = 0 }: Usage): number =>
  (computeS * MEMORY_MB * PRICES.lambdaGbSecond) / 1024 +
  requests * PRICES.lambdaRequest +
  ticks * PRICES.schedulerInvocation +
  writes * PRICES.dynamoDbWrite +
  reads * PRICES.dynamoDbRead;

/** A schedule that finds nothing: each tick a run, its lease taken and given back. */
const idleSource = (everyS: number): number => {
  const ticks = SECONDS / everyS;
  return price({
    computeS: (ticks * LAMBDA.idleRunMs) / 1000,
    requests: ticks,
    ticks,
    writes: 2 * ticks,
    reads: 5 * ticks,
  });
};

/** A source with something to read in every poll runs all the time. */
const busySource = (): number => {
  const ticks = SECONDS / 60;
  const heartbeats = SECONDS / HEARTBEAT_S;
  return price({
    computeS: SECONDS,
    requests: SECONDS / RUN_S + ticks,
    ticks,
    writes: SECONDS / LEASE_RENEWAL_S + SECONDS / OFFSET_FLUSH_S,
    reads: heartbeats,
  });
};

/** Batches as the window cuts them, but not more than there are records. */
const sink = (recordsPerS: number, windowS: number): number => {
  const batches = SECONDS * Math.min(recordsPerS, 1 / windowS);
  const computeS = (batches * LAMBDA.batchMs + SECONDS * recordsPerS * LAMBDA.recordMs) / 1000;
  return price({ computeS, requests: batches, reads: 2 * Math.min(batches, SECONDS / HEARTBEAT_S) });
};

/** What a worker costs before it has a connector; with the alarms of two plugins. */
const worker = (): number => {
  const passes = SECONDS / RECONCILE_S;
  return (
    price({ computeS: (passes * LAMBDA.reconcileMs) / 1000, requests: passes, reads: 6 * passes }) + 9 * PRICES.alarm
  );
};

const mskConnect = (): number => HOURS * PRICES.mskConnectUnitHour;

const dollars = (amount: number): string => `$${amount.toFixed(2)}`;

interface Row {
  readonly load: string;
  readonly source: number;
  readonly sink: number;
  readonly gatheringSink: number;
}

const rows: readonly Row[] = [
  { load: 'idle', source: idleSource(60), sink: 0, gatheringSink: 0 },
  ...[1, 100, 1000].map((rate) => ({
    load: rate === 1 ? '1 record/s' : `${rate.toLocaleString('en')} records/s`,
    source: busySource(),
    sink: sink(rate, POLLER_WINDOW_S),
    gatheringSink: sink(rate, 60),
  })),
];

const table = (): string =>
  [
    '| load | source | sink | sink that gathers for 60 s | MSK Connect, one connector |',
    '|---|---|---|---|---|',
    ...rows.map(
      (row) =>
        `| ${row.load} | ${dollars(row.source)} | ${dollars(row.sink)} | ${dollars(row.gatheringSink)} | ${dollars(mskConnect())} |`,
    ),
  ].join('\n');

const ms = (value: number): string => `${Math.round(value).toLocaleString('en')} ms`;

const timesRow = (what: string, times: Times, lambdaMs: number): string =>
  `| ${what} | ${ms(times.durationMs)} | ${ms(times.cpuMs)} | ${times.count} | ${ms(lambdaMs)} |`;

/** Memory of the functions that have another amount; see infra/constructs. */
const MEMORY: Readonly<Record<string, number>> = { rest: 1024 };

const startsTable = (): string =>
  [
    '| function | memory | clock | processor |',
    '|---|---|---|---|',
    ...Object.entries(measured.starts).map(
      ([name, { durationMs, cpuMs }]) =>
        `| \`${name}\` | ${MEMORY[name] ?? MEMORY_MB} MB | ${ms(durationMs)} | ${ms(cpuMs)} |`,
    ),
  ].join('\n');

/** The whole of docs/cost.md. */
export const costPage = (): string => `# What it costs

Made by \`infra/cost.ts\` from AWS's public prices (us-east-1, November 2026, without free tiers) and from what the deployed stack
takes on LocalStack. One task, one partition, records of 1 KiB, functions of ${MEMORY_MB} MB on ARM, a month of ${HOURS} hours. Kafka itself,
the network (NAT gateways, endpoints, transfer between zones), secrets and what a sink writes to are not in it; they cost the same
with MSK Connect.

${table()}

A worker costs ${dollars(worker())} a month before it has a connector: its alarms, and the reconciler's timer. Logs are ${dollars(PRICES.logGb)} a GB.

- **MSK Connect** bills units of 1 vCPU by the hour, and a connector has at least one: the same whether it is idle or moves
  1,000 records/s.
- **An idle source** costs its ticks. A run that finds nothing takes ${(LAMBDA.idleRunMs / 1000).toFixed(1)} s in all, most of it waiting, so that what comes in time is
  not left to the next tick. With \`schedule.expression=rate(10 minutes)\` it is ${dollars(idleSource(600))} a month.
- **A busy source** runs all the time, whether it moves one record a second or a thousand. One that is read in batches, every
  hour say, costs next to nothing in between.
- **An idle sink** costs nothing: Lambda polls for free, outside of provisioned mode.
- **A busy sink** costs its batches first, and its records where there are many. Lambda gathers for half a second unless
  \`event.source.batching.window.ms\` says otherwise.
- **Provisioned mode** (\`event.source.provisioned.min.pollers\`) adds $${PRICES.pollerUnitHour} an hour and poller unit, ${dollars(PRICES.pollerUnitHour * HOURS)} a month for the first
  poller; use it for throughput or partial batches, not by default.

## What was measured

\`npm run cost\` deploys the stack to LocalStack, lets it work and reads what each invocation took from its report in CloudWatch
Logs, into \`infra/measured.json\`. Last on ${measured.at}: Node.js ${measured.machine.node}, ${measured.machine.cores} cores, one of which hashes ${measured.machine.sha256MiBPerCpuSecond} MiB a second with
SHA-256, and which had ${measured.machine.load} processes to run when it began. LocalStack, DynamoDB, Kafka and PostgreSQL run on the same
machine, and with more to do than it has cores, waiting is longer than it would be. Lower quartiles, since nothing makes a run shorter.

| what | clock | processor | invocations | on Lambda |
|---|---|---|---|---|
${timesRow('a run of the JDBC source that finds nothing', measured.idleRun, LAMBDA.idleRunMs)}
${timesRow('a batch of one record through the S3 sink', measured.batch, LAMBDA.batchMs)}
${timesRow('a pass of the reconciler over a few connectors', measured.reconcile, LAMBDA.reconcileMs)}

Each record more in a batch takes ${measured.record.cpuUs} µs of a processor (${measured.record.count.toLocaleString('en')} records in ${measured.record.batches} batches). _On Lambda_ is computed: what was
waited is taken as it is, the processor's time divided by the ${(CPU_SHARE * 100).toFixed(0)} % of one that ${MEMORY_MB} MB give. No function has been timed on AWS itself.

A cold start adds the time to load the function, which Lambda bills as any other. As deployed to LocalStack, from starting Node.js
to being ready for the first event, with as much of a processor as there is:

${startsTable()}

\`npm run bench\` loads the same bundles without LocalStack (rows \`init …\`).

## Prices

| | US dollars |
|---|---|
| [Lambda](https://aws.amazon.com/lambda/pricing/), ARM | ${PRICES.lambdaGbSecond} a GB-second, ${(PRICES.lambdaRequest * 1e6).toFixed(2)} a million requests |
| [Lambda](https://aws.amazon.com/lambda/pricing/), event poller unit for Kafka | ${PRICES.pollerUnitHour} an hour |
| [EventBridge Scheduler](https://aws.amazon.com/eventbridge/pricing/) | ${(PRICES.schedulerInvocation * 1e6).toFixed(2)} a million ticks |
| [DynamoDB on demand](https://aws.amazon.com/dynamodb/pricing/on-demand/) | ${PRICES.dynamoDbWrite * 1e6} a million writes, ${PRICES.dynamoDbRead * 1e6} a million reads |
| [CloudWatch](https://aws.amazon.com/cloudwatch/pricing/) | ${PRICES.alarm.toFixed(2)} an alarm, ${PRICES.logGb.toFixed(2)} a GB of logs |
| [MSK Connect](https://aws.amazon.com/msk/pricing/) | ${PRICES.mskConnectUnitHour} a unit and hour |
`;
