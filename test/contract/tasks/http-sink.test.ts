import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { httpSink } from '../../../lib/connectors/http/sink/connector.ts';
import { httpSinkTask } from '../../../lib/connectors/http/sink/task.ts';
import { sinkTaskContract } from './sink-task-contract.ts';

/** An API that keeps what it is sent by POST, and refuses what is no number. */
const startStore = async () => {
  const stored: string[] = [];
  const server = createServer(async (incoming, response) => {
    const body = await text(incoming);
    const isGood = /^n\d+$/.test(body);
    if (isGood) stored.push(`${body} of request ${stored.length}`);
    response.writeHead(isGood ? 200 : 400).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, stored, close };
};

sinkTaskContract('http-sink', {
  connector: httpSink,
  task: httpSinkTask,
  open: async () => {
    const { url, stored, close } = await startStore();
    return { config: { 'http.api.url': url, 'max.retries': '0' }, stored: async () => stored, close };
  },
  record: (n) => ({ value: `n${n}` }),
  badRecord: { value: 'none' },
  redelivery: { twice: 'the API is told again' },
  tombstone: 'skips',
});
