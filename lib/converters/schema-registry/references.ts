import type { ResolvedReference, ResolvedSchema } from './schema-format.ts';
import type { SchemaReference, SchemaRegistry, SchemaText } from './schema-registry.ts';

/** Fetches what a schema refers to, and what that refers to, the innermost first. */
export const resolveReferences = async (registry: SchemaRegistry, schema: SchemaText): Promise<ResolvedSchema> => {
  const resolved = new Map<string, ResolvedReference>();

  const resolve = async (references: readonly SchemaReference[]): Promise<void> => {
    for (const reference of references) {
      if (resolved.has(reference.name)) continue;
      const found = await registry.byVersion(reference.subject, reference.version);
      await resolve(found.references);
      resolved.set(reference.name, { ...reference, text: found.text });
    }
  };

  await resolve(schema.references);
  return { ...schema, resolved: [...resolved.values()] };
};
