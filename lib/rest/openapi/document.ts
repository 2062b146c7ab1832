import { METHODS, type Operation, type Route } from '../http/route.ts';
import { type SchemaName, schemas } from './schemas.ts';

const PARAMETER = /:(\w+)(\{[^}]*\})?/g;

const PARAMETERS: Readonly<Record<string, { readonly description: string; readonly schema: object }>> = {
  connector: { description: 'Name of a connector, encoded.', schema: { type: 'string', minLength: 1 } },
  task: { description: 'Number of a task, from 0.', schema: { type: 'integer' } },
  plugin: {
    description: 'Class of a plugin, in full, its last part, or its alias.',
    schema: { type: 'string', minLength: 1 },
  },
  logger: { description: 'Name of a logger.', schema: { type: 'string', minLength: 1 } },
};

/** hono's `/connectors/:connector` in the terms of OpenAPI. */
const templateOf = (path: string): string => path.replaceAll(PARAMETER, '{$1}');

const content = (name: SchemaName, type = 'application/json') => ({
  content: { [type]: { schema: { $ref: `#/components/schemas/${name}` } } },
});

const ERROR = { description: 'Refused, and why.', ...content('ErrorMessage') };

const parametersOf = (path: string, { query = {} }: Operation) => [
  ...[...path.matchAll(PARAMETER)].map(([, name = '']) => ({ name, in: 'path', required: true, ...PARAMETERS[name] })),
  ...Object.entries(query).map(([name, parameter]) => ({ name, in: 'query', ...parameter })),
];

const operationJson = (path: string, operation: Operation) => ({
  operationId: operation.id,
  summary: operation.summary,
  parameters: parametersOf(path, operation),
  ...(operation.body && { requestBody: { required: true, ...content(operation.body) } }),
  responses: {
    ...Object.fromEntries(
      Object.entries(operation.answers).map(([status, body]) => [
        status,
        { description: 'Done.', ...(body === null ? {} : content(body, operation.produces)) },
      ]),
    ),
    default: ERROR,
  },
});

const pathItem = ({ path, methods }: Route) =>
  Object.fromEntries(
    METHODS.flatMap((method) => {
      const operation = methods[method];
      return operation === undefined ? [] : [[method.toLowerCase(), operationJson(path, operation)]];
    }),
  );

/** The OpenAPI 3.1 document of these routes. */
const openApiDocument = (
  routes: readonly Route[],
  { version, authenticated }: { readonly version: string; readonly authenticated: boolean },
) => ({
  openapi: '3.1.0',
  info: {
    title: 'Kafka Connect',
    version,
    description: 'The REST API of Kafka Connect, and of this worker, which answers alike.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  paths: Object.fromEntries(routes.map((route) => [templateOf(route.path), pathItem(route)])),
  components: {
    schemas,
    ...(authenticated && { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } }),
  },
  ...(authenticated && { security: [{ basic: [] }] }),
});

/** `/openapi.json`: the document of these routes and of itself. */
export const openApiRoute = (
  routes: readonly Route[],
  facts: { readonly version: string; readonly authenticated: boolean },
): Route => {
  const route: Route = {
    path: '/openapi.json',
    methods: {
      GET: {
        id: 'getDocument',
        summary: 'Describe this API, as OpenAPI 3.1',
        answers: { 200: 'Document' },
        handle: (c) => c.json(openApiDocument([...routes, route], facts)),
      },
    },
  };
  return route;
};
