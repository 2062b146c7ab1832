import { describe, expect, inject, it } from 'vitest';
import { Struct } from '../../../../lib/connect/struct.ts';
import { mysqlBinlogTask } from '../../../../lib/connectors/debezium/mysql-binlog/task.ts';
import { createBinlogDatabase } from '../binlog-database.ts';
import { atLeast, startReader } from '../reader.ts';

describe.each(['mysql', 'mariadb'] as const)('the plain binlog source on %s', (server) => {
  it('writes one JSON text for each row that changes', async () => {
    const database = await createBinlogDatabase(inject(server), server);
    const { host, port, user, password } = database.connection;
    await database.query(
      "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(10), d DECIMAL(30,10), b BIGINT UNSIGNED, t TIME(1), dt DATETIME(3), ts TIMESTAMP NULL, x BLOB, s SET('a','b'), bt BIT(9))",
    );
    const config = {
      'connector.class': 'org.wushujames.connect.mysql.MySqlSourceConnector',
      host,
      port: String(port),
      user,
      password,
      server,
      'server.id': String(1 + Math.floor(Math.random() * 2 ** 31)),
      'database.include.list': database.name,
    };
    const reader = await startReader(config, { plugin: mysqlBinlogTask });
    try {
      await database.query(
        "INSERT INTO t VALUES (1, 'é', 12345678901234567890.0123456789, 18446744073709551615, '-100:00:00.5', '2024-02-29 12:34:56.78', '2024-02-29 12:34:56', 0x0102, 'a,b', b'100000001')",
      );
      await database.query("UPDATE t SET v = 'z'");
      await database.query('ALTER TABLE t ADD more INT');
      await database.query('UPDATE t SET id = 2, more = 5');
      await database.query('DELETE FROM t');
      const records = await reader.readUntil(atLeast(5));
      const texts = records.map(({ value }) => String(value).replace(/"ts":\d+/, '"ts":0'));
      const row = (id: number, v: string, more = '') =>
        `{"id":${id},"v":"${v}","d":12345678901234567890.0123456789,"b":18446744073709551615,"t":"-100:00:00.5","dt":"2024-02-29 12:34:56.78","ts":"2024-02-29 12:34:56","x":"AQI=","s":["a","b"],"bt":257${more}}`;
      const head = (type: string) => `{"database":"${database.name}","table":"t","type":"${type}","ts":0`;
      expect(texts).toEqual([
        `${head('insert')},"data":${row(1, 'é')}}`,
        `${head('update')},"data":${row(1, 'z')},"old":{"v":"é"}}`,
        `${head('delete')},"data":${row(1, 'z', ',"more":null')}}`,
        `${head('insert')},"data":${row(2, 'z', ',"more":5')}}`,
        `${head('delete')},"data":${row(2, 'z', ',"more":5')}}`,
      ]);
      expect(records.map(({ topic }) => topic)).toEqual(Array(5).fill(`${database.name}.t`));
      expect(records.map(({ key }) => (key instanceof Struct ? key.get('id') : null))).toEqual([1, 1, 1, 2, 2]);
      // Resumes exactly behind a record that it wrote.
      await reader.stop();
      await database.query("INSERT INTO t (id, v) VALUES (3, 'after')");
      const again = await startReader(config, { plugin: mysqlBinlogTask, stored: reader.stored() });
      const [next] = await again.readUntil(atLeast(1));
      expect(JSON.parse(String(next?.value)).data).toMatchObject({ id: 3, v: 'after' });
      await again.stop();
    } finally {
      await database.drop();
    }
  });
});
