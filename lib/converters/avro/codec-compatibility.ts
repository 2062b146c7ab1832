import avro, { type Schema as AvscSchema, type Type } from 'avsc';
import { DataError } from '../../connect/errors.ts';
import { type AvroJson, avroText } from '../../formats/avro/avro-json.ts';
import type { ResolvedSchema } from '../schema-registry/schema-format.ts';

const typeOf = (texts: readonly string[]): Type => {
  const registry: Record<string, Type> = {};
  const types = texts.map((text) => {
    const json: AvscSchema = JSON.parse(text);
    return avro.Type.forSchema(json, { registry, wrapUnions: true });
  });
  const last = types.at(-1);
  if (last === undefined) throw new DataError('No Avro schema');
  return last;
};

/**
 * Checks that a registered schema could read what a record's own schema writes, as `latest.compatibility.strict` asks.
 *
 * @throws DataError when it could not.
 */
export const checkBackwardCompatible = (target: ResolvedSchema, own: AvroJson): void => {
  const reader = typeOf([...target.resolved.map(({ text }) => text), target.text]);
  const writer = typeOf([avroText(own)]);
  try {
    reader.createResolver(writer);
  } catch (cause) {
    throw new DataError(
      "Incompatible schema of type 'AVRO'. Set latest.compatibility.strict=false to disable this check.",
      { cause },
    );
  }
};
