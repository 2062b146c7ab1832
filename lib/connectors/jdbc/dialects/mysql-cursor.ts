import type { Connection } from 'mysql2';
import type { RawRow } from '../column.ts';
import type { Cursor } from '../dialect.ts';

/** Rows that wait in memory before the connection is paused. */
const HIGH_WATER_MARK = 500;

/** Points, polygons and vectors as bytes, where the driver would make objects of them. */
const BYTES_ONLY = new Set(['GEOMETRY', 'VECTOR']);

/** Streams a select's rows; the server waits, up to `net_write_timeout`, while nobody reads. */
export const openMysqlCursor = (connection: Connection, sql: string): Cursor => {
  const stream = connection
    .query({
      sql,
      rowsAsArray: true,
      typeCast: (field, next) => (BYTES_ONLY.has(field.type) ? field.buffer() : next()),
    })
    .stream({ highWaterMark: HIGH_WATER_MARK });
  // That the connection is lost, mysql2 tells the connection but not a streaming query, which would wait for ever.
  const fail = (error: Error) => stream.destroy(error);
  connection.once('error', fail);
  stream.once('close', () => connection.off('error', fail));
  // An error before the first read: the iterator reports it then, but listens only from then on.
  stream.on('error', () => {});
  const rows = stream.iterator({ destroyOnReturn: false });
  const read = async (maxRows: number): Promise<RawRow[]> => {
    const page: RawRow[] = [];
    while (page.length < maxRows) {
      const { done, value } = await rows.next();
      if (done === true) break;
      page.push(value);
    }
    return page;
  };
  return { read };
};
