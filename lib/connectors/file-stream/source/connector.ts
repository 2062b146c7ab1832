import { defineSourceConnector } from '../../../config/define-connector.ts';
import { ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset, SourcePartition } from '../../../connect/offset.ts';
import { fileStreamSourceConfig } from './config.ts';

interface NewOffset {
  readonly partition: SourcePartition;
  readonly offset: SourceOffset | null;
}

/** A removed offset is not looked at, so that garbage can always be cleaned up. */
const validateOffset = ({ partition, offset }: NewOffset): void => {
  if (offset === null) return;
  const { position } = offset;
  if (position === undefined)
    throw new ConnectError("Offset objects should either be null or contain the key 'position'");
  if (typeof position !== 'bigint' && !Number.isInteger(position))
    throw new ConnectError("The value for the 'position' key in the offset is expected to be a Long value");
  if (Number(position) < 0)
    throw new ConnectError("The value for the 'position' key in the offset should be a non-negative value");
  if (partition === null) throw new ConnectError('Partition objects cannot be null');
  if (!('filename' in partition)) throw new ConnectError("Partition objects should contain the key 'filename'");
};

/** Follows `org.apache.kafka.connect.file.FileStreamSourceConnector`, its checks of altered offsets and their words included. */
export const fileStreamSource = defineSourceConnector({
  name: 'file-stream-source',
  className: 'org.apache.kafka.connect.file.FileStreamSourceConnector',
  taskClass: 'org.apache.kafka.connect.file.FileStreamSourceTask',
  version: '4.3.1',
  documentation:
    'Reads a file line by line, as it grows, into a topic of strings. The file must only be appended to: the offset is the byte position after the last line read.',
  configDef: fileStreamSourceConfig,
  example: {
    'connector.class': 'FileStreamSource',
    'tasks.max': '1',
    file: '/mnt/data/input.txt',
    topic: 'lines',
  },
  taskConfigs: (_config, _maxTasks, raw) => [raw],
  exactlyOnceSupport: ({ file }) => (file ? 'SUPPORTED' : 'UNSUPPORTED'),
  alterOffsets: ({ file }, offsets) => {
    if (!file)
      throw new ConnectError(
        "Offsets cannot be modified if the 'file' configuration is unspecified. This is because stdin is used for input and offsets are not tracked.",
      );
    offsets.forEach(validateOffset);
    return true;
  },
});
