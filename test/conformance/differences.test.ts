import { expect, test } from 'vitest';
import type { Difference } from './difference.ts';
import { differences } from './differences.ts';
import { type RecordedRequest, readRecording } from './recorded-exchange.ts';

const requestOf = new Map<string, RecordedRequest>(
  (['distributed', 'variant', 'variant-noadmin'] as const).flatMap((recording) =>
    readRecording(recording).map(({ id, request }) => [`${recording}-${id.slice(0, 3)}`, request] as const),
  ),
);

const examples = ({ cases }: Difference): string => {
  const all = cases.flatMap(({ recording = 'distributed', exchanges }) =>
    exchanges.map((one) => `${recording}-${one}`),
  );
  const calls = [...new Set(all.map((one) => `\`${requestOf.get(one)?.method} ${requestOf.get(one)?.path}\``))];
  return calls.slice(0, 3).join(', ') + (calls.length > 3 ? ', …' : '');
};

const page = [
  '# Where this REST API answers otherwise than Kafka Connect’s',
  '',
  'What a real worker answered to some 490 calls is replayed against this one, and has to match: status, headers, body,',
  'messages. These are the differences that are meant, each for the sake of whoever calls. Written by the conformance test',
  'from `test/conformance/differences.ts`; `npx vitest run --project conformance -u` writes it again.',
  '',
  ...differences.map((one) => `- ${one.reason}. Seen at ${examples(one)}.`),
  '',
  'Besides, `GET /openapi.json` describes this API, where Kafka Connect has nothing.',
  '',
].join('\n');

test('docs/rest-differences.md is up to date', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/rest-differences.md');
});

test('the differences are few', () => {
  expect(differences.length).toBeLessThanOrEqual(25);
});
