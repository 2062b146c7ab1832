import type { ConfigProblem } from '../../../connect/connector.ts';
import { asError } from '../../../connect/errors.ts';
import { partitionerProblems, scheduleProblems } from '../partitioners/validate-partitioner.ts';
import type { HdfsSinkConfig } from './config.ts';
import { filesConfig } from './files-config.ts';
import { webAddresses } from './web-addresses.ts';

const addressProblems = (config: HdfsSinkConfig): readonly ConfigProblem[] => {
  try {
    webAddresses(config);
    return [];
  } catch (error) {
    const key = config['hdfs.web.url'].length > 0 ? 'hdfs.web.url' : 'hdfs.url';
    return [{ key, message: asError(error).message }];
  }
};

/** The original takes names of topics, and parts of them, for directories. */
const directoryProblems = ({ 'topics.dir': directory }: HdfsSinkConfig): readonly ConfigProblem[] =>
  directory.includes('${')
    ? [
        {
          key: 'topics.dir',
          message: `Invalid value ${directory} for configuration topics.dir: variables are not supported`,
        },
      ]
    : [];

/** HDFS has one delimiter of directories. */
const delimiterProblems = ({ 'directory.delim': delimiter }: HdfsSinkConfig): readonly ConfigProblem[] =>
  delimiter === '/'
    ? []
    : [
        {
          key: 'directory.delim',
          message: `Invalid value ${delimiter} for configuration directory.delim: HDFS has / only`,
        },
      ];

/** What single keys cannot tell. */
export const hdfsSinkProblems = (config: HdfsSinkConfig): readonly ConfigProblem[] => [
  ...partitionerProblems(filesConfig(config)),
  ...scheduleProblems(filesConfig(config)),
  ...addressProblems(config),
  ...delimiterProblems(config),
  ...directoryProblems(config),
];
