import fc from 'fast-check';
import { expect, test } from 'vitest';
import { connectors } from '../../../lib/connectors/catalogue.ts';
import { createRecordedWorker, recordedLoggers } from '../world/recorded-worker.ts';
import { type DocumentedOperation, type OpenApiDocument, operationsOf, readDocument } from './document.ts';
import { misfit } from './fits.ts';
import { type FuzzedRequest, fuzzedRequest } from './requests.ts';

/** A seed that is given finds the same again: `FUZZ_SEED=7 FUZZ_RUNS=1000 npx vitest run fuzz`. */
const SEED = Number(process.env.FUZZ_SEED ?? 1);
const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
const REQUESTS = 25;

const CONFIGS = {
  a: { 'connector.class': 'FileStreamSource', topic: 't', file: '/f' },
  b: { 'connector.class': 'FileStreamSink', topics: 't', file: '/f' },
  'sl/ash': { 'connector.class': 'FileStreamSource', topic: 't', file: '/f' },
} as const;

/** A worker that has a few connectors, one of them stopped. */
const givenWorker = async () => {
  const worker = await createRecordedWorker({ connectors, rest: { loggers: recordedLoggers() } });
  const headers = { 'Content-Type': 'application/json' };
  const put = (path: string, body?: object) =>
    worker.send(`/connectors/${path}`, { method: 'PUT', headers, ...(body && { body: JSON.stringify(body) }) });
  for (const [name, config] of Object.entries(CONFIGS)) await put(`${encodeURIComponent(name)}/config`, config);
  await put('a/stop');
  await worker.settle({ method: 'PUT', path: '', headers }, 200);
  return worker;
};

/** Every refusal is an ErrorMessage; everything else is what the operation promises. */
const misfitOf = (document: OpenApiDocument, { responses }: DocumentedOperation, status: number, text: string) => {
  const promised = responses[status] ?? (status >= 400 ? responses.default : undefined);
  if (promised === undefined) return `${status} is not in the document`;
  const schema = promised.content?.['application/json'].schema;
  if (schema === undefined) return text === '' ? undefined : `${status} has a body`;
  return misfit(document, schema, JSON.parse(text));
};

const { app } = await givenWorker();
const document = await readDocument(app);
const operations = operationsOf(document);

test('whatever is sent, nothing is answered with 5xx, and every answer is as the document says', async () => {
  const seen = new Map<string, number>();
  const requests = fc.array(fuzzedRequest(document, operations), { minLength: 1, maxLength: REQUESTS, size: 'max' });
  await fc.assert(
    fc.asyncProperty(requests, async (sent: readonly FuzzedRequest[]) => {
      const worker = await givenWorker();
      for (const { operation, path, body } of sent) {
        const { method } = operation;
        const headers = { 'Content-Type': 'application/json' };
        const answer = await worker.send(path, { method, headers, ...(body !== undefined && { body }) });
        const text = await answer.text();
        const what = `${method} ${path} ${body ?? ''} → ${answer.status} ${text.slice(0, 300)}`;
        expect(answer.status, what).toBeLessThan(500);
        expect(misfitOf(document, operation, answer.status, text), what).toBeUndefined();
        if (answer.ok) seen.set(operation.summary, (seen.get(operation.summary) ?? 0) + 1);
        await worker.settle({ method, path, headers }, answer.status);
      }
    }),
    { seed: SEED, numRuns: RUNS },
  );
  // Otherwise the requests are too wild to get past the door.
  expect(operations.map(({ summary }) => summary).filter((summary) => !seen.has(summary))).toEqual([]);
}, 120_000);
