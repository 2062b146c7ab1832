import { Agent, request } from 'undici';
import * as v from 'valibot';
import { elasticsearchSinkTask } from '../../lib/connectors/elasticsearch/task.ts';
import { sinkContext } from '../../test/contract/tasks/contexts.ts';
import { besideBareLoop } from './beside-bare-loop.ts';
import { BATCH, sinkRecords } from './records.ts';
import { startService } from './start-service.ts';

const DOCUMENTS = 2000;

/** Bulk requests of 2000 documents, five at a time, as the connector's defaults have it. */
const bareLoop = async (url: string, dispatcher: Agent): Promise<void> => {
  const send = async (first: number): Promise<void> => {
    const lines = Array.from({ length: DOCUMENTS }, (_, index) => {
      const id = first + index;
      const document = JSON.stringify({ id, name: `name ${id}`, text: 'x'.repeat(50) });
      return `{"index":{"_index":"bare","_id":"bare+0+${id}"}}\n${document}\n`;
    });
    const headers = { 'content-type': 'application/x-ndjson' };
    const path = `${url}/_bulk?filter_path=errors`;
    const { body } = await request(path, { dispatcher, method: 'POST', headers, body: lines.join('') });
    if ((await body.text()) !== '{"errors":false}') throw new Error('a document was refused');
  };
  await Promise.all(Array.from({ length: BATCH / DOCUMENTS }, (_, index) => send(index * DOCUMENTS)));
};

/** Documents written to Elasticsearch 8, named by place so that each round writes them anew. */
export const benchElasticsearchSink = async (total: number) => {
  const { facts, stop } = await startService('elasticsearch8', v.object({ url: v.string() }));
  const config = { 'connection.url': facts.url, 'key.ignore': 'true', 'read.timeout.ms': '60000' };
  const task = await elasticsearchSinkTask.start(config, sinkContext(config));
  const dispatcher = new Agent();
  const records = sinkRecords('bench');
  try {
    const bench = {
      name: 'elasticsearch sink',
      put: () => task.put(records),
      bareLoop: () => bareLoop(facts.url, dispatcher),
    };
    return await besideBareLoop(bench, total);
  } finally {
    await task.stop?.();
    await dispatcher.close();
    await stop();
  }
};
