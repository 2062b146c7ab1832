import { expect, test } from 'vitest';
import { readRecording } from '../recorded-exchange.ts';
import { createRecordedWorker, recordedLoggers } from '../world/recorded-worker.ts';
import { operationsOf, readDocument, resolved } from './document.ts';

const { app } = await createRecordedWorker({ rest: { loggers: recordedLoggers() } });
const document = await readDocument(app);
const operations = operationsOf(document);

const pattern = (path: string): RegExp => new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`);

test('every path that Kafka Connect answered is in the document, with its method', () => {
  const answered = readRecording('distributed').filter(
    ({ request, response }) =>
      response !== undefined && response.status < 300 && !['HEAD', 'OPTIONS'].includes(request.method),
  );
  const missing = answered.filter(({ request: { method, path } }) => {
    const [plain = ''] = path.split('?');
    return !operations.some((one) => one.method === method && pattern(one.path).test(plain));
  });
  // URLs are normalised before they are sent.
  expect(missing.map(({ request }) => request.path)).toEqual([]);
});

test('every parameter of a path is declared, and every reference leads somewhere', () => {
  for (const { path, parameters, requestBody, responses } of operations) {
    const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => `{${name}}`);
    expect(path.match(/\{\w+\}/g) ?? []).toEqual(declared);
    const contents = [requestBody, ...Object.values(responses)].flatMap((one) => one?.content ?? []);
    for (const content of contents) expect(resolved(document, content['application/json'].schema)).toBeDefined();
  }
});

test('without an admin listener there are no loggers in the document', async () => {
  const plain = await createRecordedWorker({});
  expect(Object.keys((await readDocument(plain.app)).paths).filter((path) => path.startsWith('/admin'))).toEqual([]);
});
