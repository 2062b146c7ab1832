import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileStreamSource } from '../../../lib/connectors/file-stream/source/connector.ts';
import { fileStreamSourceTask } from '../../../lib/connectors/file-stream/source/task.ts';
import { sourceTaskContract } from './source-task-contract.ts';
import { temporaryDirectory } from './temporary-directory.ts';

sourceTaskContract('file-stream-source', {
  connector: fileStreamSource,
  task: fileStreamSourceTask,
  open: async () => {
    const { path, remove } = await temporaryDirectory();
    const file = join(path, 'input.txt');
    await writeFile(file, 'one\nzwei – ü\r\n\n\r😀 five\rsix\nseven\n');
    return {
      config: { file, topic: 'lines', 'batch.size': '2' },
      records: 7,
      failing: { file: path, topic: 'lines' },
      close: remove,
    };
  },
});
