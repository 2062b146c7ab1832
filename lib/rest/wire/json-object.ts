import * as v from 'valibot';

/** An object, which to valibot an array is, too. */
const isJsonObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with any keys. @param what the complaint about anything else. */
export const jsonMap = <S extends v.GenericSchema>(value: S, what: string) =>
  v.pipe(v.custom<Record<string, v.InferInput<S>>>(isJsonObject, what), v.record(v.string(), value));

/** An object with these keys and no others. */
export const jsonFields = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.custom<v.InferInput<v.StrictObjectSchema<E, undefined>>>(isJsonObject, 'a JSON object is needed'),
    v.strictObject(entries, ({ expected, received }) =>
      expected === 'never' ? `there is no field ${received} here` : `a field ${expected} is needed`,
    ),
  );
