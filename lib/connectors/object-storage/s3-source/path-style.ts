import type { S3SourceConfig } from './config.ts';

/** The source's key, or the sink's where it is given. */
export const usesPathStyle = (config: S3SourceConfig): boolean =>
  config['s3.path.style.access.enabled'] ?? config['s3.path.style.access'];
