import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STRING_SCHEMA } from '../../../lib/connect/schema.ts';
import { fileStreamSink } from '../../../lib/connectors/file-stream/sink/connector.ts';
import { fileStreamSinkTask } from '../../../lib/connectors/file-stream/sink/task.ts';
import { sinkTaskContract } from './sink-task-contract.ts';
import { temporaryDirectory } from './temporary-directory.ts';

sinkTaskContract('file-stream-sink', {
  connector: fileStreamSink,
  task: fileStreamSinkTask,
  open: async () => {
    const { path, remove } = await temporaryDirectory();
    const file = join(path, 'output.txt');
    return {
      config: { file },
      stored: async () => (existsSync(file) ? (await readFile(file, 'utf8')).split('\n').slice(0, -1) : []),
      close: remove,
    };
  },
  record: (n) => ({ valueSchema: STRING_SCHEMA, value: `line ${n}` }),
  redelivery: { twice: 'lines are appended, as the original does' },
  tombstone: 'stores',
});
