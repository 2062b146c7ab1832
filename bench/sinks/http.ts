import { createServer } from 'node:http';
import { Agent, request } from 'undici';
import { httpSinkTask } from '../../lib/connectors/http/sink/task.ts';
import { sinkContext } from '../../test/contract/tasks/contexts.ts';
import { besideBareLoop } from './beside-bare-loop.ts';
import { BATCH, sinkRecords } from './records.ts';

const RECORDS = 100;

/** An API that takes everything. */
const startApi = async () => {
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, server };
};

/** Requests of 100 records as JSON, one after the other. */
const bareLoop = async (url: string, dispatcher: Agent): Promise<void> => {
  for (let first = 0; first < BATCH; first += RECORDS) {
    const rows = Array.from({ length: RECORDS }, (_, index) => {
      const id = first + index;
      return { id, name: `name ${id}`, text: 'x'.repeat(50) };
    });
    const headers = { 'content-type': 'application/json' };
    const { body } = await request(url, { dispatcher, method: 'POST', headers, body: JSON.stringify(rows) });
    await body.text();
  }
};

/** Records sent to an API in this process. */
export const benchHttpSink = async (total: number) => {
  const { url, server } = await startApi();
  const config = {
    'http.api.url': url,
    'batch.max.size': String(RECORDS),
    'request.body.format': 'json',
    'batch.json.as.array': 'true',
  };
  const task = await httpSinkTask.start(config, sinkContext(config));
  const dispatcher = new Agent();
  const records = sinkRecords('bench');
  try {
    const bench = { name: 'http sink', put: () => task.put(records), bareLoop: () => bareLoop(url, dispatcher) };
    return await besideBareLoop(bench, total);
  } finally {
    await task.stop?.();
    await dispatcher.close();
    server.closeAllConnections();
    server.close();
  }
};
