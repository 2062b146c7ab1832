import mysql from 'mysql2/promise';
import type { Flavor } from '../../../lib/connectors/debezium/mysql/flavor.ts';
import type { SqlConnection } from '../../services/sql-connection.ts';
import { createBinlogDatabase } from './binlog-database.ts';
import { type CapturedDatabase, repeated } from './captured-database.ts';

const NUMBERS = `(WITH RECURSIVE numbers AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM numbers WHERE i < LIMIT_) SELECT i FROM numbers) AS n`;
const numbers = (limit: number): string => NUMBERS.replace('LIMIT_', String(limit));

/** A function cannot be a sequence here: writers are one session, whose variable counts. */
const NEXT = '@version := @version + 1';

const MIXED = `
SET @version = 0;
CREATE TABLE items (id int PRIMARY KEY, version int NOT NULL, note text);
CREATE TABLE pairs (a int, b varchar(20), version int NOT NULL, big text, PRIMARY KEY (b, a));
CREATE TABLE history (version int);
INSERT INTO items SELECT i, ${NEXT}, CONCAT('row ', i) FROM ${numbers(500)};
INSERT INTO pairs SELECT i, CONCAT('b', i % 7), ${NEXT}, REPEAT('x', 3000 * (i % 2)) FROM ${numbers(100)};
CREATE TRIGGER items_added AFTER INSERT ON items FOR EACH ROW INSERT INTO history VALUES (NEW.version);
CREATE TRIGGER items_changed AFTER UPDATE ON items FOR EACH ROW INSERT INTO history VALUES (NEW.version);
CREATE TRIGGER pairs_added AFTER INSERT ON pairs FOR EACH ROW INSERT INTO history VALUES (NEW.version);
CREATE TRIGGER pairs_changed AFTER UPDATE ON pairs FOR EACH ROW INSERT INTO history VALUES (NEW.version);
`;

const WRITER = `CREATE PROCEDURE mixed(IN first_one int, IN last_one int)
BEGIN
  DECLARE i int DEFAULT first_one;
  DECLARE target int;
  START TRANSACTION;
  WHILE i <= last_one DO
    SET target = 1 + FLOOR(RAND() * (500 + i / 4));
    SET @version = @version + 1;
    CASE
      WHEN i % 8 <= 2 THEN INSERT INTO items VALUES (target, @version, CONCAT('new ', i))
        ON DUPLICATE KEY UPDATE version = @version, note = CONCAT('again ', i);
      WHEN i % 8 <= 4 THEN UPDATE items SET version = @version, note = CONCAT('changed ', i) WHERE id = target;
      WHEN i % 8 = 5 THEN DELETE FROM items WHERE id = target;
      WHEN i % 8 = 6 THEN UPDATE pairs SET version = @version WHERE a = 1 + target % 100;
      ELSE
        UPDATE pairs SET a = a + 1000, version = @version WHERE a = 1 + i % 100;
        SET @version = @version + 1;
        UPDATE pairs SET a = a - 1000, version = @version, big = REPEAT('y', 2500) WHERE a = 1001 + i % 100;
    END CASE;
    IF i % 7 = 0 THEN COMMIT; START TRANSACTION; END IF;
    SET i = i + 1;
  END WHILE;
  COMMIT;
END`;

export const capturedBinlog = async (server: SqlConnection, flavor: Flavor): Promise<CapturedDatabase> => {
  const { name, client, connection, config, drop } = await createBinlogDatabase(server, flavor);
  const execute = async (sql: string): Promise<void> => void (await client.query(sql));
  return {
    namespace: name,
    query: async <Row extends object>(sql: string) => {
      const [rows] = await client.query<Array<Row & mysql.RowDataPacket>>(sql);
      return rows;
    },
    config,
    drop,
    createMixed: async () => {
      await execute(MIXED);
      await execute(WRITER);
    },
    writeMixed: (from, to) => execute(`CALL mixed(${from}, ${to})`),
    writeLast: (note) => execute(`INSERT INTO items VALUES (0, ${NEXT}, '${note}')`),
    createLarge: async (rows) => {
      await execute('CREATE TABLE big (id int PRIMARY KEY, version int NOT NULL, note text, kept text)');
      await execute(
        flavor === 'mysql' ? 'SET cte_max_recursion_depth = 10000000' : 'SET max_recursive_iterations = 10000000',
      );
      await execute(
        `INSERT INTO big SELECT i, 0, CONCAT('row ', i), IF(i % 500 = 0, REPEAT('k', 3000), NULL) FROM ${numbers(rows)}`,
      );
    },
    keepWriting: (rows) => {
      const { host, port, user, password } = connection;
      const connected = mysql.createConnection({ host, port, user, password, database: name });
      const anyRow = () => 1 + Math.floor(Math.random() * rows);
      let version = 0;
      const next = () => {
        version += 1;
        return version;
      };
      const step = async (round: number): Promise<void> => {
        const writer = await connected;
        for (let one = 0; one < 40; one += 1)
          await writer.query('UPDATE big SET version = ?, note = ? WHERE id = ?', [next(), `round ${round}`, anyRow()]);
        await writer.query('DELETE FROM big WHERE id = ?', [anyRow()]);
        await writer.query(`INSERT IGNORE INTO big VALUES (?, ?, 'new', 'kept')`, [anyRow(), next()]);
        // A pace that the connector keeps up with even where it shares one processor with everything else.
        await new Promise((resolve) => setTimeout(resolve, 25));
        await writer.query('UPDATE IGNORE big SET id = id + ?, version = ? WHERE id = ?', [rows, next(), anyRow()]);
      };
      return repeated(step, async () => (await connected).end());
    },
  };
};
