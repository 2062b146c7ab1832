import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';

interface Version {
  readonly SchemaVersionId: string;
  readonly SchemaDefinition: string;
  readonly DataFormat: 'AVRO';
  readonly Status: 'AVAILABLE' | 'FAILURE';
}

interface Request {
  readonly SchemaId?: { readonly SchemaName: string };
  readonly SchemaName?: string;
  readonly SchemaDefinition?: string;
  readonly SchemaVersionId?: string;
}

export interface FakeGlue {
  readonly endpoint: string;
  readonly schemas: ReadonlyMap<string, readonly Version[]>;
  close(): void;
}

const notFound = { status: 400, body: { __type: 'EntityNotFoundException', message: 'Schema is not found.' } };
const ok = (body: object) => ({ status: 200, body });

/**
 * The part of AWS Glue's API that registers schemas, since no emulator at hand has it. A text with `incompatible` in it
 * fails the check of compatibility, which AWS reports after it has answered.
 */
export const startFakeGlue = async (): Promise<FakeGlue> => {
  const schemas = new Map<string, Version[]>();

  const add = (name: string, SchemaDefinition: string) => {
    const Status = SchemaDefinition.includes('incompatible') ? 'FAILURE' : 'AVAILABLE';
    const version: Version = { SchemaVersionId: randomUUID(), SchemaDefinition, DataFormat: 'AVRO', Status };
    schemas.set(name, [...(schemas.get(name) ?? []), version]);
    return ok({ ...version, Status: 'PENDING' });
  };

  const answer = (target: string, request: Request): { readonly status: number; readonly body: object } => {
    const name = request.SchemaId?.SchemaName ?? request.SchemaName ?? '';
    const text = request.SchemaDefinition ?? '';
    const versions = schemas.get(name);
    if (target === 'AWSGlue.CreateSchema') return add(name, text);
    if (target === 'AWSGlue.RegisterSchemaVersion') return versions === undefined ? notFound : add(name, text);
    const found =
      target === 'AWSGlue.GetSchemaByDefinition'
        ? versions?.find(({ SchemaDefinition }) => SchemaDefinition === text)
        : [...schemas.values()].flat().find(({ SchemaVersionId }) => SchemaVersionId === request.SchemaVersionId);
    return found === undefined ? notFound : ok(found);
  };

  const server: Server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const target = String(incoming.headers['x-amz-target']);
      const { status, body } = answer(target, JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no TCP port.');
  return { endpoint: `http://127.0.0.1:${address.port}`, schemas, close: () => server.close() };
};
