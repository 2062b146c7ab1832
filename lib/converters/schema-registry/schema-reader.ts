import { DataError } from '../../connect/errors.ts';
import type { SchemaAndValue } from '../../connect/value.ts';
import type { RegistryConfig } from './config.ts';
import { rejectRules } from './data-rules.ts';
import { explained } from './explained.ts';
import { resolveReferences } from './references.ts';
import type { Backend } from './registry-converter.ts';
import { createSubjectName } from './subject-name.ts';

/** Prepares the decoder of a schema's messages. Its version in the topic's subject becomes that of the Connect schema. */
export const createSchemaReader = (config: RegistryConfig, isKey: boolean, backend: () => Promise<Backend>) => {
  const strategy = isKey ? config['key.subject.name.strategy'] : config['value.subject.name.strategy'];
  const isByTopic = strategy.endsWith('.TopicNameStrategy');
  const subjectName = createSubjectName(config, isKey);

  const prepare = async (
    { registry, format }: Backend,
    topic: string,
    id: number,
  ): Promise<(payload: Uint8Array) => SchemaAndValue> => {
    const schema = await registry.byId(id);
    if (schema.type !== format.type)
      throw new DataError(`Schema ${id} is of type ${schema.type}, but the converter reads ${format.type}`);
    rejectRules(`Schema ${id}`, schema.ruleModes ?? [], 'READ');
    const resolved = await resolveReferences(registry, schema);
    // By the record's name, the subject is known from the schema only: the version is then left to the schema itself.
    const version = isByTopic ? await registry.versionOf(subjectName(topic, undefined), schema) : undefined;
    return format.decoder(resolved, version);
  };

  return async (topic: string, id: number): Promise<(payload: Uint8Array) => SchemaAndValue> => {
    const ready = await backend();
    return explained(ready.format.messages.deserialize(topic), () => prepare(ready, topic, id));
  };
};
