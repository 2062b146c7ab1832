import { connectAsync } from 'mqtt';
import * as v from 'valibot';
import { mqttSinkTask } from '../../lib/connectors/mqtt/sink/task.ts';
import { sinkContext } from '../../test/contract/tasks/contexts.ts';
import { besideBareLoop } from './beside-bare-loop.ts';
import { BATCH, sinkRecords } from './records.ts';
import { startService } from './start-service.ts';

/** Messages of quality 1 published to Mosquitto. */
export const benchMqttSink = async (total: number) => {
  const { facts, stop } = await startService('mosquitto', v.object({ uri: v.string() }));
  const client = await connectAsync(facts.uri.replace('tcp', 'mqtt'));
  client.stream.setMaxListeners(0);
  const raw = { 'mqtt.server.uri': facts.uri, 'mqtt.qos': '1' };
  const task = await mqttSinkTask.start(raw, sinkContext(raw));
  const records = sinkRecords('bench');
  const bareLoop = (): Promise<unknown> =>
    Promise.all(
      Array.from({ length: BATCH }, (_, id) =>
        client.publishAsync('bare', JSON.stringify({ id, name: `name ${id}`, text: 'x'.repeat(50) }), { qos: 1 }),
      ),
    );
  try {
    return await besideBareLoop({ name: 'MQTT sink to Mosquitto', put: () => task.put(records), bareLoop }, total);
  } finally {
    await task.stop?.();
    await client.endAsync();
    await stop();
  }
};
