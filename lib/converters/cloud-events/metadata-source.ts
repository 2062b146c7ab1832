import { invalidValue } from '../../config/invalid-value.ts';
import type { Validator } from '../../config/validators.ts';

const FIELDS = ['id', 'type', 'traceparent', 'dataSchemaName'];

const complaintAbout = (field: string, source: string | undefined): string | null => {
  if (!FIELDS.includes(field)) return `Field \`${field}\` is not allowed to set custom source`;
  return source === 'generate' || source === 'header'
    ? null
    : `Field source \`${source}\` is not valid: use ${field}:generate or ${field}:header`;
};

const partsOf = (entry: string): readonly string[] => entry.split(':').map((part) => part.trim());

const complaint = ([whole = '', ...fields]: readonly string[]): string | null => {
  if (!['value', 'header'].includes(whole.trim().toLowerCase()))
    return `Global metadata source can't be ${whole}: use value or header`;
  return (
    fields
      .map(partsOf)
      .map(([field = '', from]) => complaintAbout(field, from?.toLowerCase()))
      .find((one) => one !== null) ?? null
  );
};

/** What `metadata.source` may say; follows `CloudEventsConverterConfig.metadataSource`. */
export const metadataSource: Validator<readonly string[]> = {
  description: 'value or header, then id:generate, type:header',
  ensureValid: (name, value) => {
    const wrong = Array.isArray(value) ? complaint(value.map(String)) : null;
    if (wrong !== null) throw invalidValue(name, value, wrong);
  },
};

/** What is taken from headers; the rest from the change event. */
export interface FromHeaders {
  /** Source, operation and transaction; the data is the whole value then. */
  readonly change: boolean;
  readonly id: boolean;
  readonly type: boolean;
  readonly traceparent: boolean;
  readonly dataSchemaName: boolean;
}

interface MetadataKeys {
  readonly 'metadata.source': readonly string[];
  readonly 'opentelemetry.tracing.attributes.enable': boolean;
  readonly 'schema.data.name.source.header.enable': boolean;
}

/** The last two only where they are switched on, too. */
export const fromHeaders = (config: MetadataKeys): FromHeaders => {
  const [whole = '', ...fields] = config['metadata.source'];
  const change = whole.trim().toLowerCase() === 'header';
  const given = new Map(fields.map(partsOf).map(([field = '', from]) => [field, from?.toLowerCase() === 'header']));
  const isHeader = (field: string): boolean => given.get(field) ?? change;
  return {
    change,
    id: isHeader('id'),
    type: isHeader('type'),
    traceparent: config['opentelemetry.tracing.attributes.enable'] && isHeader('traceparent'),
    dataSchemaName: config['schema.data.name.source.header.enable'] && isHeader('dataSchemaName'),
  };
};
