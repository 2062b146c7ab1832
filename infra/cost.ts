/**
 * What a connector costs in a month: public prices of AWS times what was measured. `docs/cost.md` is this file's output; a test
 * keeps it so.
 */

import { LAMBDA_PRICE } from '../lib/aws/lambda-price.ts';

/** US dollars in us-east-1, as AWS lists them on the pages named in {@link costPage}; read in November 2026. */
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
const MEMORY_GB = 0.5;
/** Lambda gives CPU with memory: a whole one at 1,769 MB. */
const CPU_SHARE = 512 / 1769;

/** Measured on one core, of a machine like the CI's; CPU times are divided by the share that Lambda gives. */
const MEASURED = {
  /** Loading the bundle of a source or sink: `test/infra/bundle.test.ts` keeps its size. */
  initCpuMs: 110,
  /** One record of 1 KiB of JSON through converter and chain: `npm run bench`, `sink json`. */
  recordCpuMs: 0.0064,
  /** A batch besides its records: reading what changed, and one PUT to S3 from the same region. */
  batchMs: 80,
  /** A run without anything to read: how long it waits, and the reading and writing around that. */
  idleRunMs: 1300,
  /** A pass of the reconciler's timer over a few connectors. */
  reconcileMs: 700,
} as const;

/** How the runtime behaves; see functions/source-handler.ts and functions/sink-handler.ts. */
const HEARTBEAT_S = 5;
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
  computeS * MEMORY_GB * PRICES.lambdaGbSecond +
  requests * PRICES.lambdaRequest +
  ticks * PRICES.schedulerInvocation +
  writes * PRICES.dynamoDbWrite +
  reads * PRICES.dynamoDbRead;

/** A schedule that finds nothing: each tick a run, its lease taken and given back. */
const idleSource = (everyS: number): number => {
  const ticks = SECONDS / everyS;
  return price({
    computeS: (ticks * MEASURED.idleRunMs) / 1000,
    requests: ticks,
    ticks,
    writes: 2 * ticks,
    reads: 4 * ticks,
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
    writes: heartbeats + SECONDS / OFFSET_FLUSH_S,
    reads: 2 * heartbeats,
  });
};

/** Batches as the window cuts them, but not more than there are records. */
const sink = (recordsPerS: number, windowS: number): number => {
  const batches = SECONDS * Math.min(recordsPerS, 1 / windowS);
  const recordMs = MEASURED.recordCpuMs / CPU_SHARE;
  const computeS = (batches * MEASURED.batchMs + SECONDS * recordsPerS * recordMs) / 1000;
  return price({ computeS, requests: batches, reads: 2 * Math.min(batches, SECONDS / HEARTBEAT_S) });
};

/** What a worker costs before it has a connector; with the alarms of two plugins. */
const worker = (): number => {
  const passes = SECONDS / RECONCILE_S;
  return (
    price({ computeS: (passes * MEASURED.reconcileMs) / 1000, requests: passes, reads: 6 * passes }) + 9 * PRICES.alarm
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

/** The whole of docs/cost.md. */
export const costPage = (): string => `# What it costs

Made by \`infra/cost.ts\` from AWS's public prices (us-east-1, November 2026, without free tiers) and measured durations. One
task, one partition, records of 1 KiB, functions of 512 MB on ARM, a month of ${HOURS} hours. Kafka itself, the network (NAT gateways,
endpoints, transfer between zones), secrets and what a sink writes to are not in it; they cost the same with MSK Connect.

${table()}

A worker costs ${dollars(worker())} a month before it has a connector: its alarms, and the reconciler's timer. Logs are ${dollars(PRICES.logGb)} a GB.

- **MSK Connect** bills units of 1 vCPU by the hour, and a connector has at least one: the same whether it is idle or moves
  1,000 records/s.
- **An idle source** costs its ticks. A run that finds nothing waits ${MEASURED.idleRunMs / 1000} s in all, so that what comes in time is not left
  to the next tick. With \`schedule.expression=rate(10 minutes)\` it is ${dollars(idleSource(600))} a month.
- **A busy source** runs all the time, whether it moves one record a second or a thousand. One that is read in batches, every
  hour say, costs next to nothing in between.
- **An idle sink** costs nothing: Lambda polls for free, outside of provisioned mode.
- **A busy sink** costs its batches, not its records. Lambda gathers for half a second unless
  \`event.source.batching.window.ms\` says otherwise.
- **Provisioned mode** (\`event.source.provisioned.min.pollers\`) adds $${PRICES.pollerUnitHour} an hour and poller unit, ${dollars(PRICES.pollerUnitHour * HOURS)} a month for the first
  poller; use it for throughput or partial batches, not by default.

## What was measured

| what | value | how |
|---|---|---|
| loading a plugin's bundle | ${MEASURED.initCpuMs} ms CPU | import of the built function, Node 20, one core |
| a record of 1 KiB JSON through a sink | ${MEASURED.recordCpuMs * 1000} µs CPU | \`npm run bench\`, row \`sink json 1 KiB\` |
| a batch besides its records | ${MEASURED.batchMs} ms | assumed: a PUT to S3 and two reads of DynamoDB in the same region |
| a run that finds nothing | ${MEASURED.idleRunMs / 1000} s | idle timeout of \`functions/source-handler.ts\` and what surrounds it |
| a pass of the reconciler | ${MEASURED.reconcileMs} ms | assumed for a few connectors: three scans, three listings |

At 512 MB Lambda gives ${(CPU_SHARE * 100).toFixed(0)} % of a CPU, by which CPU times are divided. Loading happens at a cold start only: ${(MEASURED.initCpuMs / CPU_SHARE / 1000).toFixed(1)} s, billed
as any other time.

## Prices

| | US dollars |
|---|---|
| [Lambda](https://aws.amazon.com/lambda/pricing/), ARM | ${PRICES.lambdaGbSecond} a GB-second, ${(PRICES.lambdaRequest * 1e6).toFixed(2)} a million requests |
| [EventBridge Scheduler](https://aws.amazon.com/eventbridge/pricing/) | ${(PRICES.schedulerInvocation * 1e6).toFixed(2)} a million ticks |
| [DynamoDB on demand](https://aws.amazon.com/dynamodb/pricing/on-demand/) | ${PRICES.dynamoDbWrite * 1e6} a million writes, ${PRICES.dynamoDbRead * 1e6} a million reads |
| [CloudWatch](https://aws.amazon.com/cloudwatch/pricing/) | ${PRICES.alarm.toFixed(2)} an alarm, ${PRICES.logGb.toFixed(2)} a GB of logs |
| [MSK Connect](https://aws.amazon.com/msk/pricing/) | ${PRICES.mskConnectUnitHour} a unit and hour |
`;
