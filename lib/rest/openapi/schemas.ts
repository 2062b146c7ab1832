/** The JSON schemas of all bodies, for the API's document; follows `org.apache.kafka.connect.runtime.rest.entities`. */

const text = { type: 'string' } as const;
const orNull = (schema: { readonly type: string }) => ({ ...schema, type: [schema.type, 'null'] });
const integer = { type: 'integer' } as const;
const listOf = (items: object) => ({ type: 'array', items }) as const;
const mapOf = (additionalProperties: object) => ({ type: 'object', additionalProperties }) as const;
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** An object with these fields, of which only the last may be missing. */
const fields = (required: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
});

const closed = (schema: object) => ({ ...schema, additionalProperties: false });

const scalar = { type: ['string', 'number', 'boolean'] } as const;
const state = { enum: ['UNASSIGNED', 'RUNNING', 'PAUSED', 'FAILED', 'RESTARTING', 'STOPPED'] };
const kind = { enum: ['source', 'sink', 'unknown'] };
const status = [
  { state, worker_id: text },
  { version: orNull(text), trace: { ...text, description: 'Why it FAILED.' } },
] as const;
const position = mapOf({ type: ['string', 'number', 'boolean', 'null'] });

export const schemas = {
  ErrorMessage: fields({ error_code: integer, message: text }),
  ServerInfo: fields({ version: text, commit: text, kafka_cluster_id: text }),
  Health: fields({ status: { enum: ['healthy', 'starting', 'unhealthy'] }, message: text }),
  Text: text,
  Document: { type: 'object', description: 'This document.' },

  ConfigChange: {
    ...mapOf({ type: ['string', 'number', 'boolean', 'null'] }),
    description: 'Keys and values. What is no text is taken as its text; null deletes a key in a patch.',
  },
  Config: mapOf(text),
  CreateConnectorRequest: closed(
    fields(
      { name: { ...scalar, description: 'Blanks around it are dropped.' }, config: ref('ConfigChange') },
      { initial_state: { enum: ['RUNNING', 'PAUSED', 'STOPPED', null] } },
    ),
  ),
  ConnectorInfo: fields({ name: text, config: ref('Config'), tasks: listOf(ref('ConnectorTaskId')), type: kind }),
  ConnectorTaskId: fields({ connector: text, task: integer }),
  TaskInfo: fields({ id: ref('ConnectorTaskId'), config: ref('Config') }),
  TaskInfos: listOf(ref('TaskInfo')),
  ConnectorState: fields(...status),
  TaskState: fields({ id: integer, ...status[0] }, status[1]),
  ConnectorStateInfo: fields({
    name: text,
    connector: ref('ConnectorState'),
    tasks: listOf(ref('TaskState')),
    type: kind,
  }),
  ConnectorOverview: closed(fields({}, { info: ref('ConnectorInfo'), status: ref('ConnectorStateInfo') })),
  Connectors: {
    oneOf: [listOf(text), mapOf(ref('ConnectorOverview'))],
    description: 'Names; with `expand`, an object by name.',
  },
  ActiveTopics: mapOf(fields({ topics: listOf(text) })),

  ConnectorOffsets: fields({ offsets: listOf(fields({ partition: position, offset: position })) }),
  ConnectorOffsetsChange: closed(
    fields({
      offsets: {
        ...listOf(closed(fields({ partition: position }, { offset: { ...position, type: ['object', 'null'] } }))),
        minItems: 1,
      },
    }),
  ),
  Message: fields({ message: text }),

  PluginInfos: listOf(fields({ class: text, type: text, version: text })),
  ConfigKeyInfo: fields({
    name: text,
    type: { enum: ['BOOLEAN', 'STRING', 'INT', 'SHORT', 'LONG', 'DOUBLE', 'LIST', 'CLASS', 'PASSWORD'] },
    required: { type: 'boolean' },
    default_value: orNull(text),
    importance: { enum: ['HIGH', 'MEDIUM', 'LOW'] },
    documentation: text,
    group: orNull(text),
    order_in_group: integer,
    width: { enum: ['NONE', 'SHORT', 'MEDIUM', 'LONG'] },
    display_name: text,
    dependents: listOf(text),
  }),
  ConfigKeyInfos: listOf(ref('ConfigKeyInfo')),
  ConfigValueInfo: fields({
    name: text,
    value: orNull(text),
    recommended_values: listOf(text),
    errors: listOf(text),
    visible: { type: 'boolean' },
  }),
  ConfigInfos: fields({
    name: text,
    error_count: integer,
    groups: listOf(text),
    configs: listOf(
      fields({ definition: { oneOf: [ref('ConfigKeyInfo'), { type: 'null' }] }, value: ref('ConfigValueInfo') }),
    ),
  }),

  LoggerLevel: fields({ level: text, last_modified: orNull(integer) }),
  LoggerLevels: mapOf(ref('LoggerLevel')),
  LevelChange: fields({ level: { ...text, examples: ['DEBUG'] } }),
  LoggerNames: listOf(text),
} as const;

export type SchemaName = keyof typeof schemas;
