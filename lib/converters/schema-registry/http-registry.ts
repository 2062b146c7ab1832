import { ConnectError, DataError } from '../../connect/errors.ts';
import { rejectRules, ruleModes } from './data-rules.ts';
import type { AskRegistry } from './registry-client.ts';
import type { RegisteredSchema, SchemaReference, SchemaRegistry, SchemaText, SchemaType } from './schema-registry.ts';

const invalid = (what: string): ConnectError => new ConnectError(`The schema registry answered without ${what}`);

const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null;

const numberIn = (json: unknown, name: string): number => {
  const value = isRecord(json) ? json[name] : undefined;
  if (typeof value !== 'number') throw invalid(name);
  return value;
};

const typeOf = (json: Readonly<Record<string, unknown>>): SchemaType => {
  const { schemaType = 'AVRO' } = json;
  if (schemaType === 'AVRO' || schemaType === 'PROTOBUF' || schemaType === 'JSON') return schemaType;
  throw new DataError(`Schemas of type ${schemaType} are not supported`);
};

const referenceOf = (json: unknown): SchemaReference => {
  if (!isRecord(json)) throw invalid('references');
  return { name: String(json.name), subject: String(json.subject), version: numberIn(json, 'version') };
};

const schemaOf = (json: unknown, id: number): RegisteredSchema => {
  if (!isRecord(json) || typeof json.schema !== 'string') throw invalid('a schema');
  const references = Array.isArray(json.references) ? json.references.map(referenceOf) : [];
  return { id, type: typeOf(json), text: json.schema, references, ruleModes: ruleModes(json) };
};

/** The id to write with. What a subject had before it, a schema may have taken over: rules too. */
const writableId = (subject: string, json: unknown): number => {
  rejectRules(`The schema of subject ${subject}`, ruleModes(json), 'WRITE');
  return numberIn(json, 'id');
};

/** Avro is what a schema is where nothing is said: older registries know no other. */
const bodyOf = ({ type, text, references }: SchemaText): object => ({
  schema: text,
  ...(type === 'AVRO' ? {} : { schemaType: type }),
  ...(references.length === 0 ? {} : { references }),
});

const isMissing = (error: unknown): boolean =>
  error instanceof DataError && /error code: 404(0[123])?$/.test(error.message);

/** A registry behind the REST API of Confluent's; see https://docs.confluent.io/platform/current/schema-registry/develop/api.html */
export const createHttpRegistry = (ask: AskRegistry): SchemaRegistry => {
  const subjectPath = (subject: string): string => `subjects/${encodeURIComponent(subject)}`;
  const query = (normalize: boolean): string => (normalize ? '?normalize=true' : '');
  return {
    register: async (subject, schema, normalize) =>
      writableId(subject, await ask('POST', `${subjectPath(subject)}/versions${query(normalize)}`, bodyOf(schema))),
    idOf: async (subject, schema, normalize) =>
      writableId(subject, await ask('POST', `${subjectPath(subject)}${query(normalize)}`, bodyOf(schema))),
    versionOf: async (subject, schema) => {
      try {
        return numberIn(await ask('POST', `${subjectPath(subject)}?deleted=true`, bodyOf(schema)), 'version');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    byId: async (id) => schemaOf(await ask('GET', `schemas/ids/${id}`), id),
    byVersion: async (subject, version) => {
      const json = await ask('GET', `${subjectPath(subject)}/versions/${version}`);
      return schemaOf(json, numberIn(json, 'id'));
    },
  };
};
