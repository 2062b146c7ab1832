import fc from 'fast-check';
import { connectors } from '../../../lib/connectors/catalogue.ts';
import { type DocumentedOperation, type JsonSchema, type OpenApiDocument, resolved } from './document.ts';

export interface FuzzedRequest {
  readonly operation: DocumentedOperation;
  readonly path: string;
  readonly body: string | undefined;
}

/** Few names, so that requests meet; the rest is anything. */
const connectorName = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'sl/ash', 'zürich-接続') },
  { weight: 1, arbitrary: fc.string({ minLength: 1, unit: 'binary' }) },
);

const pluginNames = [
  ...connectors.map(({ className }) => className),
  'FileStreamSource',
  'FileStreamSink',
  'org.apache.kafka.connect.json.JsonConverter',
];

const parameters: Readonly<Record<string, fc.Arbitrary<string>>> = {
  connector: connectorName,
  plugin: fc.oneof(fc.constantFrom(...pluginNames), fc.string({ minLength: 1 })),
  logger: fc.oneof(fc.constantFrom('root', 'org.apache.kafka.connect.file'), fc.string({ minLength: 1 })),
  task: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('0', '0', '1', '-1', '99999999999999999999') },
    { weight: 1, arbitrary: fc.string({ minLength: 1 }) },
  ),
  version: fc.oneof(fc.constantFrom('4.3.1', 'latest', '[1,', '[4.0,5.0)'), fc.string()),
};

const keyNames = [...new Set(connectors.flatMap(({ configDef }) => Object.keys(configDef)))];
const anyKey = fc.oneof(
  fc.constantFrom(...keyNames),
  fc.constantFrom(
    ...['name', 'tasks.max', 'topics', 'topics.regex', 'transforms', 'predicates', 'transforms.a.type'],
    ...['key.converter', 'header.converter', 'errors.tolerance', 'exactly.once.support', 'topic.creation.groups'],
    ...['producer.override.acks', 'consumer.override.max.poll.records', 'connector.plugin.version', '__proto__'],
  ),
  fc.string(),
);
const anyValue = fc.oneof(
  fc.constantFrom(
    '',
    '1',
    '-1',
    'a,,b',
    '(',
    'true',
    'a:b',
    'org.apache.kafka.connect.json.JsonConverter',
    '${file:/x:y}',
  ),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);

/** Configurations that begin as the connector's own example, and go on with anything. */
const config = fc
  .tuple(fc.constantFrom(...connectors), fc.dictionary(anyKey, anyValue, { maxKeys: 4 }), fc.boolean())
  .map(([{ className, example }, changes, whole]) => ({
    ...(whole && { 'connector.class': className, topics: 't', ...example }),
    ...changes,
  }));

const initialState = fc.constantFrom('STOPPED', 'paused', 'RUNNING', null);

const position = fc.record(
  {
    partition: fc.oneof(
      fc.constantFrom({ filename: '/f' }, { kafka_topic: 't', kafka_partition: 0 }, null),
      fc.dictionary(fc.string(), anyValue),
    ),
    offset: fc.oneof(
      fc.constantFrom({ position: 1 }, { position: -1 }, { kafka_offset: 1 }, { kafka_offset: -1 }, null),
      fc.dictionary(fc.string(), anyValue),
    ),
  },
  { requiredKeys: [] },
);

/** Better chances than the schema alone gives. */
const bodies: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  ConfigChange: config,
  CreateConnectorRequest: fc.record(
    { name: connectorName, config, initial_state: initialState },
    { requiredKeys: ['name', 'config'] },
  ),
  ConnectorOffsetsChange: fc.record({ offsets: fc.array(position, { maxLength: 3 }) }),
  LevelChange: fc.record({ level: fc.oneof(fc.constantFrom('DEBUG', 'warn', 'OFF'), fc.string()) }),
};

const generated = (document: OpenApiDocument, schema: JsonSchema): fc.Arbitrary<unknown> => {
  const named = schema.$ref === undefined ? undefined : bodies[schema.$ref.replace(/^.*\//, '')];
  if (named !== undefined) return named;
  const { enum: values, type, properties = {}, items } = resolved(document, schema);
  if (values) return fc.constantFrom(...values);
  const types = [type ?? 'object'].flat();
  const byType: Readonly<Record<string, () => fc.Arbitrary<unknown>>> = {
    string: () => fc.string(),
    boolean: () => fc.boolean(),
    integer: () => fc.integer(),
    number: () => fc.double(),
    null: () => fc.constant(null),
    array: () => fc.array(items ? generated(document, items) : fc.jsonValue()),
    object: () =>
      fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, generated(document, one)]))),
  };
  return fc.oneof(...types.map((one) => byType[one]?.() ?? fc.jsonValue()));
};

const bodyText = (document: OpenApiDocument, { requestBody }: DocumentedOperation): fc.Arbitrary<string | undefined> =>
  requestBody === undefined
    ? fc.constant(undefined)
    : fc.oneof(
        {
          weight: 8,
          arbitrary: generated(document, requestBody.content['application/json'].schema).map((value) =>
            JSON.stringify(value),
          ),
        },
        { weight: 1, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
        { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
      );

const queryText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const pathText = (
  document: OpenApiDocument,
  { path, parameters: declared }: DocumentedOperation,
): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...declared.map(({ name, schema }) => {
        const own = parameters[name] ?? generated(document, schema).map(queryText);
        return fc.tuple(fc.constant(name), own, fc.boolean());
      }),
    )
    .map((values) => {
      const query = values
        .filter(([name, , used]) => used && !path.includes(`{${name}}`))
        .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      const filled = values.reduce(
        (text, [name, value]) => text.replace(`{${name}}`, () => encodeURIComponent(value)),
        path,
      );
      return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
    });

/** Requests that the document allows, or nearly so; those that create, stop and change come more often. */
export const fuzzedRequest = (
  document: OpenApiDocument,
  operations: readonly DocumentedOperation[],
): fc.Arbitrary<FuzzedRequest> =>
  fc.oneof(
    ...operations.map((operation) => ({
      weight: operation.requestBody === undefined ? 1 : 4,
      arbitrary: fc.record({
        operation: fc.constant(operation),
        path: pathText(document, operation),
        body: bodyText(document, operation),
      }),
    })),
  );
