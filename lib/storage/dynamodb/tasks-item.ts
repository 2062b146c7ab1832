import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { TaskConfigs } from '../config-backing-store.ts';
import { rawConfigSchema, taskConfigsSchema } from '../stored-schemas.ts';
import type { Item } from './table.ts';

export const tasksItem = 'tasks';

/** Up to here task configurations are JSON that a human can read. */
const maxTextLength = 50_000;

/**
 * Task configurations are copies of the connector's with a few words changed: hundreds of them, beyond an item's 400 KB,
 * compress to little more than one. So a generation stays one item, which nobody ever sees in halves.
 */
export const writeTasksItem = (connector: string, tasks: TaskConfigs): Item =>
  marshall({ connector, item: tasksItem, ...tasks, configs: pack(JSON.stringify(tasks.configs)) });

export const readTasksItem = (item: Item): TaskConfigs => {
  const { configs, ...rest } = v.parse(storedTasks, unmarshall(item));
  return { ...rest, configs: v.parse(configsSchema, unpack(configs)) };
};

const storedTasks = v.object({
  ...taskConfigsSchema.entries,
  configs: v.union([v.string(), v.instance(Uint8Array)]),
});

const configsSchema = v.pipe(v.string(), v.parseJson(), v.array(rawConfigSchema));

const pack = (text: string): string | Uint8Array =>
  text.length <= maxTextLength
    ? text
    : brotliCompressSync(text, {
        // The window (16 MB) must reach back over a whole task's configuration; the default quality 11 takes seconds.
        params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 },
      });

const unpack = (configs: string | Uint8Array): string =>
  typeof configs === 'string' ? configs : brotliDecompressSync(configs).toString();
