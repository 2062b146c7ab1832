import * as v from 'valibot';

/** The schema of a TEXT column that holds JSON of that schema. */
export const json = <Value>(schema: v.GenericSchema<unknown, Value>) => v.pipe(v.string(), v.parseJson(), schema);
