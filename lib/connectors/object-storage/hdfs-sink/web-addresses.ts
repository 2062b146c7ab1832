import { ConfigError } from '../../../connect/errors.ts';
import type { HdfsSinkConfig } from './config.ts';

/** Port of a name node's web interface in Hadoop 3. */
const DEFAULT_PORT = '9870';

const SCHEMES: Readonly<Record<string, string>> = {
  'http:': 'http:',
  'https:': 'https:',
  'webhdfs:': 'http:',
  'swebhdfs:': 'https:',
};

/** @throws ConfigError when it is none. */
const webAddress = (key: string, text: string): string => {
  const [, scheme = '', authority = ''] = /^([a-z]+:)\/\/([^/?#]+)/.exec(text.trim()) ?? [];
  const host = authority.replace(/:\d+$/, '');
  if (scheme === 'hdfs:') return `http://${host}:${DEFAULT_PORT}`;
  const web = SCHEMES[scheme];
  if (web === undefined || host === '')
    throw new ConfigError(`Invalid value ${text} for configuration ${key}: must be hdfs://…, webhdfs://… or http://…`);
  return `${web}//${authority}`;
};

/** Where WebHDFS is: an address for each name node. @throws ConfigError when none is configured. */
export const webAddresses = (config: HdfsSinkConfig): readonly string[] => {
  const given = config['hdfs.web.url'];
  if (given.length > 0) return given.map((text) => webAddress('hdfs.web.url', text));
  const url = config['hdfs.url'] ?? config['store.url'];
  if (url === null) throw new ConfigError('HDFS must be named by hdfs.url, store.url or hdfs.web.url');
  return [webAddress('hdfs.url', url)];
};
