import { invalidValue } from '../../config/invalid-value.ts';
import type { Validator } from '../../config/validators.ts';

const FIELDS = ['id', 'type', 'traceparent', 'dataSchemaName'];
const NO_HEADERS = 'converters here are not given the headers of records';

/** From headers only what is left out of events anyway, unless a key of its own asks for it. */
const WITHOUT_EFFECT = ['traceparent', 'dataSchemaName'];

const complaintAbout = (field: string, source: string | undefined): string | null => {
  if (!FIELDS.includes(field)) return `Field \`${field}\` is not allowed to set custom source`;
  if (source === 'generate') return null;
  if (source !== 'header') return `Field source \`${source}\` is not valid: use ${field}:generate`;
  return WITHOUT_EFFECT.includes(field) ? null : `${NO_HEADERS}: use ${field}:generate`;
};

const complaint = ([whole, ...fields]: readonly string[]): string | null => {
  const source = whole?.trim().toLowerCase();
  if (source === 'header') return `${NO_HEADERS}: use value`;
  if (source !== 'value') return `Global metadata source can't be ${whole}: use value`;
  const parts = fields.map((one) => one.split(':').map((part) => part.trim()));
  return (
    parts.map(([field = '', from]) => complaintAbout(field, from?.toLowerCase())).find((one) => one !== null) ?? null
  );
};

/** What `metadata.source` may ask for here; follows `CloudEventsConverterConfig.metadataSource`. */
export const metadataSource: Validator<readonly string[]> = {
  description: 'value, then id:generate, type:generate',
  ensureValid: (name, value) => {
    const wrong = Array.isArray(value) ? complaint(value.map(String)) : null;
    if (wrong !== null) throw invalidValue(name, value, wrong);
  },
};

/** A switch that stays off, since what it adds to events stands in headers. */
export const notFromHeaders: Validator<boolean> = {
  description: '[false]',
  ensureValid: (name, value) => {
    if (value === true) throw invalidValue(name, value, `${NO_HEADERS}, where it would come from: use false`);
  },
};
