import type { JdbcSourceConfig } from './config.ts';

/** The query to copy, without a closing semicolon; `null` when tables are copied. */
export const queryOf = (config: Pick<JdbcSourceConfig, 'query' | 'query.masked'>): string | null => {
  const query = config.query || (config['query.masked']?.value() ?? '');
  return query.trim() === '' ? null : query.trim().replace(/\s*;+$/, '');
};
