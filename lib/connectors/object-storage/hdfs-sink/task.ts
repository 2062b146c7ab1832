import { defineSinkTask } from '../../../config/define-task.ts';
import { createFiles } from '../create-files.ts';
import { createObjectSinkTask } from '../object-sink-task.ts';
import { hdfsSinkConfig } from './config.ts';
import { cutterFactory } from './create-cutter.ts';
import { createFormat } from './create-format.ts';
import { createFileNames } from './file-names.ts';
import { filesConfig } from './files-config.ts';
import { createHdfsStore } from './hdfs-store.ts';
import { rotatesByClock } from './rotation.ts';
import { webAddresses } from './web-addresses.ts';
import { createWebHdfs } from './webhdfs/webhdfs.ts';

/** Pieces of this size are blocks of their own: half of what HDFS makes of files by default. */
const ENOUGH_BYTES = 64 * 1024 * 1024;
const MAX_OPEN_FILES = 300;

/** Paths are absolute; `topics` is `/topics`, as it is below an address. */
const absolute = (directory: string): string => `/${directory}`.replaceAll(/\/+/g, '/').replace(/\/$/, '');

/** Follows Confluent's `HdfsSinkTask`; the one place that reaches HDFS. */
export const hdfsSinkTask = defineSinkTask(hdfsSinkConfig, async (config, context) => {
  const files = { ...filesConfig(config), 'topics.dir': absolute(config['topics.dir']) };
  const addresses = webAddresses(config);
  const hdfs = createWebHdfs({
    addresses,
    userName: config['hdfs.user.name'],
    delegationToken: config['hdfs.delegation.token'].value(),
    timeoutMs: config['hdfs.request.timeout.ms'],
  });
  const names = createFileNames(files, files['topics.dir']);
  const store = createHdfsStore({ hdfs, ...names });
  return createObjectSinkTask({
    context,
    store,
    files: createFiles({
      config: files,
      configDef: hdfsSinkConfig,
      context,
      store,
      place: [...addresses].sort().join(','),
      piecesDirectory: '+tmp',
      enoughBytes: ENOUGH_BYTES,
      maxOpenFiles: MAX_OPEN_FILES,
      replaces: false,
      rotatesByClock: rotatesByClock(files),
      finalName: names.finalName,
      createCutter: cutterFactory(files, await createFormat(config), files['topics.dir']),
    }),
    nullValues: { behavior: 'write', report: true },
    retryBackoffMs: config['retry.backoff.ms'],
    now: Date.now,
  });
});
