import type { Hono } from 'hono';
import * as v from 'valibot';

/** The part of JSON Schema that the document uses. */
export interface JsonSchema {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | JsonSchema | undefined;
  readonly items?: JsonSchema | undefined;
  readonly oneOf?: readonly JsonSchema[] | undefined;
}

const schema: v.GenericSchema<JsonSchema> = v.lazy(() =>
  v.object({
    $ref: v.optional(v.string()),
    type: v.optional(v.union([v.string(), v.array(v.string())])),
    enum: v.optional(v.array(v.unknown())),
    properties: v.optional(v.record(v.string(), schema)),
    required: v.optional(v.array(v.string())),
    additionalProperties: v.optional(v.union([v.boolean(), schema])),
    items: v.optional(schema),
    oneOf: v.optional(v.array(schema)),
  }),
);

const content = v.object({ 'application/json': v.object({ schema }) });

const operation = v.object({
  summary: v.string(),
  parameters: v.array(v.object({ name: v.string(), in: v.picklist(['path', 'query']), schema })),
  requestBody: v.optional(v.object({ content })),
  responses: v.record(v.string(), v.object({ content: v.optional(content) })),
});

const document = v.object({
  openapi: v.literal('3.1.0'),
  paths: v.record(v.string(), v.record(v.string(), operation)),
  components: v.object({ schemas: v.record(v.string(), schema) }),
});

export type OpenApiDocument = v.InferOutput<typeof document>;

export interface DocumentedOperation extends v.InferOutput<typeof operation> {
  readonly method: string;
  readonly path: string;
}

/** Reads the document as a client would. @throws when it is not what this test, or OpenAPI 3.1, knows. */
export const readDocument = async (app: Pick<Hono, 'request'>): Promise<OpenApiDocument> =>
  v.parse(document, await (await app.request('/openapi.json')).json());

export const operationsOf = ({ paths }: OpenApiDocument): readonly DocumentedOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ ...one, method: method.toUpperCase(), path })),
  );

export const resolved = ({ components }: OpenApiDocument, one: JsonSchema): JsonSchema => {
  if (one.$ref === undefined) return one;
  const found = components.schemas[one.$ref.replace('#/components/schemas/', '')];
  if (found === undefined) throw new Error(`${one.$ref} leads nowhere`);
  return found;
};
