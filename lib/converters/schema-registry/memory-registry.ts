import { DataError } from '../../connect/errors.ts';
import type { RegisteredSchema, SchemaRegistry, SchemaText } from './schema-registry.ts';

const scopes = new Map<string, SchemaRegistry>();

const missing = (what: string, code: number): DataError => new DataError(`${what} not found; error code: ${code}`);

const createMemoryRegistry = (): SchemaRegistry => {
  const schemas: RegisteredSchema[] = [];
  const subjects = new Map<string, RegisteredSchema[]>();

  const keyOf = ({ type, text, references }: SchemaText): string => JSON.stringify([type, text, references]);

  const idFor = (schema: SchemaText): RegisteredSchema => {
    const known = schemas.find((one) => keyOf(one) === keyOf(schema));
    if (known !== undefined) return known;
    const added = { ...schema, id: schemas.length + 1 };
    schemas.push(added);
    return added;
  };

  const versions = (subject: string): RegisteredSchema[] => {
    const known = subjects.get(subject) ?? [];
    subjects.set(subject, known);
    return known;
  };

  const indexIn = (subject: string, schema: SchemaText): number =>
    versions(subject).findIndex((one) => keyOf(one) === keyOf(schema));

  return {
    register: async (subject, schema) => {
      const registered = idFor(schema);
      if (indexIn(subject, schema) < 0) versions(subject).push(registered);
      return registered.id;
    },
    idOf: async (subject, schema) => {
      const found = versions(subject)[indexIn(subject, schema)];
      if (found === undefined) throw missing('Schema', 40403);
      return found.id;
    },
    versionOf: async (subject, schema) => {
      const index = indexIn(subject, schema);
      return index < 0 ? undefined : index + 1;
    },
    byId: async (id) => {
      const found = schemas[id - 1];
      if (found === undefined) throw missing(`Schema ${id}`, 40403);
      return found;
    },
    byVersion: async (subject, version) => {
      const found = version === 'latest' ? versions(subject).at(-1) : versions(subject)[version - 1];
      if (found === undefined) throw missing(`Subject '${subject}'`, 40401);
      return found;
    },
  };
};

/** The registry of a scope, in the memory of this process and without checks; follows Confluent's `MockSchemaRegistry`. */
export const memoryRegistry = (scope: string): SchemaRegistry => {
  const registry = scopes.get(scope) ?? createMemoryRegistry();
  scopes.set(scope, registry);
  return registry;
};
