import type { ConfigProblem, RawConfig } from '../../connect/connector.ts';
import { ConfigError } from '../../connect/errors.ts';
import { defineConfig } from '../config-def.ts';
import { invalidValue } from '../invalid-value.ts';
import { parseConfig } from '../parse-config.ts';
import { atLeast, between, check, type Validator } from '../validators.ts';

/**
 * Keys that Kafka Connect does not know: how AWS invokes the functions of a connector. They are settings of Lambda's event
 * source mappings and of EventBridge Scheduler, under their own names; standalone goes by none of them.
 */

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The patterns of a JSON object, or of a JSON array of them; `undefined` when it is neither. */
const patternsOf = (text: string): readonly string[] | undefined => {
  const parsed = parsedJson(text);
  const patterns: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  const areObjects = patterns.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
  return areObjects && patterns.length > 0 ? patterns.map((one) => JSON.stringify(one)) : undefined;
};

const filterPattern = check('JSON object, or JSON array of at most 10 objects', (text) => {
  const patterns = patternsOf(text);
  return patterns !== undefined && patterns.length <= 10
    ? null
    : 'must be a JSON object with a filter pattern, or a JSON array of at most 10';
});

const destination = check('ARN, or kafka://topic', (text) =>
  /^(arn:aws[\w-]*:(sqs|sns|s3):|kafka:\/\/)/.test(text)
    ? null
    : 'must be the ARN of a queue, of an SNS topic or of a bucket, or kafka://<topic>',
);

/** The default of -1, or within a range. */
const unlimitedOr = (min: number, max: number): Validator<number> => ({
  description: `[-1,${min},...,${max}]`,
  ensureValid: (name, value) => {
    if (value !== -1) between(min, max).ensureValid(name, value);
  },
});

/** Of sinks. */
export const eventSourceConfig = defineConfig({
  'event.source.provisioned.min.pollers': {
    type: 'INT',
    default: null,
    importance: 'LOW',
    documentation:
      'Event pollers that are kept ready for each topic, 1 to 200. Puts the topics into provisioned mode, where a batch that failed in part is not delivered again as a whole. Pollers come and go by themselves when absent.',
    internal: true,
    validator: between(1, 200),
  },
  'event.source.provisioned.max.pollers': {
    type: 'INT',
    default: null,
    importance: 'LOW',
    documentation: 'The most event pollers of each topic in provisioned mode, 1 to 2,000. 200 when absent.',
    internal: true,
    validator: between(1, 2000),
  },
  'event.source.filter.pattern': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation:
      "Records that do not match this pattern of Lambda's event filtering are left out before the function is invoked. One JSON object, or an array of up to 10 of which one must match.",
    internal: true,
    validator: filterPattern,
  },
  'event.source.on.failure.destination': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation:
      "Where batches go that Lambda gives up: the ARN of a queue, of an SNS topic or of a bucket, or kafka://<topic>. The function's role must be allowed to write there.",
    internal: true,
    validator: destination,
  },
  'event.source.maximum.record.age.seconds': {
    type: 'INT',
    default: -1,
    importance: 'LOW',
    documentation:
      'Records older than this are given up, 60 to 604,800 seconds, or -1 for never. Provisioned mode only.',
    internal: true,
    validator: unlimitedOr(60, 604_800),
  },
  'event.source.maximum.retry.attempts': {
    type: 'INT',
    default: -1,
    importance: 'LOW',
    documentation:
      'How often a failed batch is delivered again before it is given up, 0 to 10,000, or -1 for without end (10 times with a failure destination). Provisioned mode only.',
    internal: true,
    validator: unlimitedOr(0, 10_000),
  },
  'event.source.bisect.batch.on.function.error': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether a failed batch is halved before it is delivered again. Provisioned mode only.',
    internal: true,
  },
});

const scheduleExpression = check('rate(…) or cron(…)', (text) =>
  /^(rate\(\d+ (minutes?|hours?|days?)\)|cron\(\S+( \S+){5}\))$/.test(text)
    ? null
    : 'must be rate(<number> <minutes|hours|days>) or cron(<six fields>); one minute is the finest',
);

/** Of sources. */
export const scheduleConfig = defineConfig({
  'schedule.expression': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation:
      "When tasks that had nothing more to read are run again: a rate or cron expression of EventBridge Scheduler. The worker's rate when absent, one minute by default.",
    internal: true,
    validator: scheduleExpression,
  },
  'schedule.idle.timeout.ms': {
    type: 'LONG',
    default: null,
    importance: 'LOW',
    documentation:
      'How long a run that finds nothing more stays and waits for it, in milliseconds; one second when absent. -1 is continuous: a run stays for as long as its function may run, and the next one follows at once.',
    internal: true,
    validator: atLeast(-1),
  },
});

/** What a sink's event source mappings are given besides their batches; in the terms of AWS. */
export interface EventSourceOptions {
  /** Absent: not in provisioned mode. */
  readonly provisionedPollers?: { readonly minimum: number; readonly maximum?: number };
  readonly filterPatterns?: readonly string[];
  readonly onFailureDestination?: string;
  readonly maximumRecordAgeSeconds?: number;
  readonly maximumRetryAttempts?: number;
  readonly bisectBatchOnFunctionError?: boolean;
}

type Parsed = ReturnType<typeof parseConfig<typeof eventSourceConfig>>;

const PROVISIONED_ONLY = [
  'event.source.maximum.record.age.seconds',
  'event.source.maximum.retry.attempts',
  'event.source.bisect.batch.on.function.error',
] as const;

/** What needs provisioned mode without being in it; Lambda would refuse it in words that do not name the key. */
export const provisioningProblem = (raw: RawConfig): ConfigProblem | undefined => {
  const key = [...PROVISIONED_ONLY, 'event.source.provisioned.max.pollers'].find((one) => raw[one] !== undefined);
  if (key === undefined || raw['event.source.provisioned.min.pollers'] !== undefined) return undefined;
  return { key, message: `Configuration ${key} needs event.source.provisioned.min.pollers to be set` };
};

/** @throws ConfigError for what needs provisioned mode, or is no range of pollers. */
const requireProvisioned = (config: Parsed, raw: RawConfig): void => {
  const problem = provisioningProblem(raw);
  if (problem !== undefined) throw new ConfigError(problem.message);
  const minimum = config['event.source.provisioned.min.pollers'];
  const maximum = config['event.source.provisioned.max.pollers'];
  if (minimum !== null && maximum !== null && maximum < minimum)
    throw invalidValue('event.source.provisioned.max.pollers', maximum, `Value must be at least ${minimum}`);
};

const unlessDefault = (config: Parsed): EventSourceOptions => {
  const age = config['event.source.maximum.record.age.seconds'];
  const retries = config['event.source.maximum.retry.attempts'];
  return {
    ...(age !== -1 && { maximumRecordAgeSeconds: age }),
    ...(retries !== -1 && { maximumRetryAttempts: retries }),
    ...(config['event.source.bisect.batch.on.function.error'] && { bisectBatchOnFunctionError: true }),
  };
};

/** Reads a sink's keys. @throws ConfigError for the first that is wrong, or that needs another. */
export const eventSourceOptions = (raw: RawConfig): EventSourceOptions => {
  const config = parseConfig(eventSourceConfig, raw);
  requireProvisioned(config, raw);
  const minimum = config['event.source.provisioned.min.pollers'];
  const maximum = config['event.source.provisioned.max.pollers'];
  const pattern = config['event.source.filter.pattern'];
  const onFailureDestination = config['event.source.on.failure.destination'];
  return {
    ...(minimum !== null && { provisionedPollers: { minimum, ...(maximum !== null && { maximum }) } }),
    ...(pattern !== null && { filterPatterns: patternsOf(pattern) ?? [] }),
    ...(onFailureDestination !== null && { onFailureDestination }),
    ...unlessDefault(config),
  };
};
