import { DataError } from '../../connect/errors.ts';
import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { RegistryConfig } from './config.ts';
import { rejectRules } from './data-rules.ts';
import { explained } from './explained.ts';
import { resolveReferences } from './references.ts';
import type { Backend } from './registry-converter.ts';
import type { DescribedSchema, ResolvedSchema } from './schema-format.ts';
import type { RegisteredSchema, SchemaRegistry } from './schema-registry.ts';
import { createSubjectName } from './subject-name.ts';
import { frame } from './wire-format.ts';

/** The id that messages carry, and the schema they are written with where it is not their own. */
interface Chosen {
  readonly id: number;
  readonly target?: ResolvedSchema;
  readonly strict: boolean;
}

/** Prepares the encoder of a schema's values: registers or looks up the schema as `AbstractKafkaAvroSerializer` does. */
export const createSchemaWriter = (config: RegistryConfig, isKey: boolean, backend: () => Promise<Backend>) => {
  const subjectName = createSubjectName(config, isKey);
  const normalize = config['normalize.schemas'];

  const foreign = async (registry: SchemaRegistry, found: RegisteredSchema, strict: boolean): Promise<Chosen> => {
    rejectRules(`Schema ${found.id}`, found.ruleModes ?? [], 'WRITE');
    return { id: found.id, target: await resolveReferences(registry, found), strict };
  };

  const choose = async (registry: SchemaRegistry, subject: string, own: DescribedSchema): Promise<Chosen> => {
    if (config['auto.register.schemas'])
      return { id: await registry.register(subject, own.schema, normalize), strict: false };
    if (config['use.schema.id'] >= 0)
      return foreign(registry, await registry.byId(config['use.schema.id']), config['id.compatibility.strict']);
    if (config['use.latest.version'])
      return foreign(registry, await registry.byVersion(subject, 'latest'), config['latest.compatibility.strict']);
    return { id: await registry.idOf(subject, own.schema, normalize), strict: false };
  };

  const prepare = async (
    { registry, format }: Backend,
    topic: string,
    schema: Schema | null,
  ): Promise<(value: ConnectValue) => Uint8Array> => {
    const described = format.describe(schema);
    const { id, target, strict } = await choose(registry, subjectName(topic, described.recordName), described);
    if (target !== undefined && target.type !== format.type)
      throw new DataError(`Schema ${id} is of type ${target.type}, but the converter writes ${format.type}`);
    const encode = format.encoder(schema, target, strict);
    return (value) => frame(id, encode(value));
  };

  return async (topic: string, schema: Schema | null): Promise<(value: ConnectValue) => Uint8Array> => {
    const ready = await backend();
    return explained(ready.format.messages.serialize(topic), () => prepare(ready, topic, schema));
  };
};
