import type { AvroJson } from './avro-json.ts';

const PRIMITIVES = ['boolean', 'bytes', 'double', 'float', 'int', 'long', 'string'] as const;

export const ANYTHING_FIELDS = [...PRIMITIVES, 'array', 'map'] as const;

const optional = (name: string): AvroJson => ({ name, type: ['null', name], default: null });

/** The Avro schema of values without a schema, `AvroData.ANYTHING_SCHEMA`: of its fields one has a value, or none for null. */
export const ANYTHING: AvroJson = {
  type: 'record',
  name: 'Anything',
  namespace: 'io.confluent.connect.avro',
  fields: [
    ...PRIMITIVES.map(optional),
    { name: 'array', type: ['null', { type: 'array', items: 'Anything' }], default: null },
    {
      name: 'map',
      type: [
        'null',
        {
          type: 'array',
          items: {
            type: 'record',
            name: 'MapEntry',
            fields: [
              { name: 'key', type: 'Anything' },
              { name: 'value', type: 'Anything' },
            ],
          },
        },
      ],
      default: null,
    },
  ],
};

export const ANYTHING_NAME = 'io.confluent.connect.avro.Anything';
