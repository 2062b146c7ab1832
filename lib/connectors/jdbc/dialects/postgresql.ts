import pg from 'pg';
import PgCursor from 'pg-cursor';
import type { Column, RawRow } from '../column.ts';
import { formatWall, parseTimestamp } from '../date-text.ts';
import type { Cursor, Dialect, Failure, Session, SessionSettings } from '../dialect.ts';
import { firstReachable } from '../first-reachable.ts';
import type { DatabaseHost, JdbcUrl } from '../jdbc-url.ts';
import { connectWithTls, type TlsMode, type TlsOptions } from '../tls.ts';
import { columnOfPostgres, type PostgresColumn } from './postgresql-types.ts';

const TLS_MODES: ReadonlyMap<string, TlsMode> = new Map([
  ['disable', 'disable'],
  ['allow', 'prefer'],
  ['prefer', 'prefer'],
  ['require', 'require'],
  ['verify-ca', 'verify-ca'],
  ['verify-full', 'verify-full'],
]);

/** Letters of pg_class.relkind, by the table types of pgjdbc. */
const RELATION_KINDS: Readonly<Record<string, string>> = {
  TABLE: 'r',
  'PARTITIONED TABLE': 'p',
  VIEW: 'v',
  'MATERIALIZED VIEW': 'm',
  'FOREIGN TABLE': 'f',
};

/** Every value as the server wrote it: parsing is the column readers', who lose nothing. */
const RAW_TEXT = { getTypeParser: () => (text: string | Buffer) => text };

const SETTINGS = `SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres';
  SET bytea_output = 'hex'; SET extra_float_digits = 3; SET lc_monetary = 'C'`;

const TABLES = `SELECT n.nspname AS schema, c.relname AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = ANY ($1) AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
    AND ($2::text IS NULL OR n.nspname LIKE $2) AND ($3::text IS NULL OR current_database() LIKE $3)
  ORDER BY 1, 2`;

const COLUMNS = `SELECT t.typname AS "typeName", e.typname AS "elementType", NOT coalesce(a.attnotnull, false) AS nullable,
    coalesce(a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%', false) AS "autoIncrement"
  FROM unnest($1::oid[], $2::oid[], $3::int2[]) WITH ORDINALITY AS f (type, relation, attribute, position)
  JOIN pg_type t ON t.oid = f.type
  LEFT JOIN pg_type e ON t.typcategory = 'A' AND e.oid = t.typelem
  LEFT JOIN pg_attribute a ON a.attrelid = f.relation AND a.attnum = f.attribute
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  ORDER BY f.position`;

type CatalogColumn = Pick<PostgresColumn, 'typeName' | 'elementType' | 'nullable' | 'autoIncrement'>;

const tlsMode = ({ parameters }: JdbcUrl): TlsMode => {
  if (parameters.get('sslfactory')?.endsWith('NonValidatingFactory')) return 'require';
  const given = parameters.get('sslmode');
  if (given !== undefined) return TLS_MODES.get(given) ?? 'verify-full';
  const ssl = parameters.get('ssl');
  return ssl === undefined || ssl === 'false' ? 'prefer' : 'verify-full';
};

const seconds = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text) * 1000;

const clientTls = ({ verifyIdentity, ...tls }: TlsOptions) => ({
  ...tls,
  ...(!verifyIdentity && { checkServerIdentity: () => undefined }),
});

const connectTo = (
  { host, port }: DatabaseHost,
  { url, user, password }: SessionSettings,
  tls: TlsOptions | null,
): Promise<pg.Client> => {
  const client = new pg.Client({
    host,
    port,
    ssl: tls === null ? false : clientTls(tls),
    user: user ?? undefined,
    password: password?.value(),
    database: url.database ?? user ?? undefined,
    application_name: url.parameters.get('applicationname') ?? 'kafka-connect',
    connectionTimeoutMillis: seconds(url.parameters.get('connecttimeout')) ?? 10_000,
    keepAlive: true,
  });
  // A connection that breaks while idle shows at the next query.
  client.on('error', () => {});
  return client.connect().then(
    () => client,
    async (error) => {
      await client.end().catch(() => {});
      throw error;
    },
  );
};

const prepareSession = async (client: pg.Client, { url, isolation }: SessionSettings): Promise<void> => {
  await client.query(SETTINGS);
  const schemas = url.parameters.get('currentschema');
  if (schemas !== undefined) await client.query(`SELECT set_config('search_path', $1, false)`, [schemas]);
  if (isolation === 'DEFAULT') return;
  await client.query(`SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL ${isolation.replace('_', ' ')}`);
};

const describe = async (client: pg.Client, select: string): Promise<readonly Column[]> => {
  const { fields } = await client.query({ text: `SELECT * FROM (${select}) AS q LIMIT 0`, rowMode: 'array' });
  const { rows } = await client.query<CatalogColumn>(COLUMNS, [
    fields.map(({ dataTypeID }) => dataTypeID),
    fields.map(({ tableID }) => tableID),
    fields.map(({ columnID }) => columnID),
  ]);
  return rows.flatMap((row, index) => {
    const field = fields[index];
    return field === undefined
      ? []
      : [columnOfPostgres({ ...row, name: field.name, modifier: field.dataTypeModifier })];
  });
};

const createCursor = (client: pg.Client, select: string): Cursor => {
  const cursor = client.query(new PgCursor<RawRow>(select, [], { rowMode: 'array', types: RAW_TEXT }));
  return { read: (maxRows) => cursor.read(maxRows) };
};

/** Statements of a session that the server keeps prepared; later ones are parsed at every run. */
const MAX_PREPARED = 500;

/** Runs statements; with `prepareThreshold=0`, as poolers need it, nothing is kept on the server. */
const createExecute = (client: pg.Client, { parameters: urlParameters }: JdbcUrl): Session['execute'] => {
  const names = new Map<string, string>();
  const maxPrepared = urlParameters.get('preparethreshold') === '0' ? 0 : MAX_PREPARED;
  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && names.size < maxPrepared) names.set(text, `connect_${names.size}`);
    return names.get(text);
  };
  return async (text, values = []) => {
    const name = values.length === 0 ? undefined : nameOf(text);
    const { rows } = await client.query<RawRow>({
      text,
      values: [...values],
      rowMode: 'array',
      types: RAW_TEXT,
      ...(name !== undefined && { name }),
    });
    return rows;
  };
};

const createSession = (client: pg.Client, { dates, url }: SessionSettings): Session => ({
  describe: (select) => describe(client, select),
  tables: async ({ types, schemaPattern, catalogPattern }) => {
    const kinds = types.map((type) => RELATION_KINDS[type.toUpperCase()]);
    const { rows } = await client.query<{ schema: string; name: string }>(TABLES, [
      kinds,
      schemaPattern,
      catalogPattern,
    ]);
    // pgjdbc's tables have no catalog for the original, which names them in source partitions.
    return rows.map(({ schema, name }) => ({ catalog: null, schema, name }));
  },
  currentTime: async () => {
    const { rows } = await client.query<{ now: string }>('SELECT clock_timestamp()::text AS now');
    return parseTimestamp(rows[0]?.now ?? '', dates);
  },
  // Written with its offset a literal is right for both types: "timestamp" ignores the offset, "timestamptz" heeds it.
  timestampLiteral: async () => (instant) => {
    const east = dates.zone.offsetAt(instant.seconds);
    const [hours, minutes] = [Math.floor(Math.abs(east) / 3600), Math.floor((Math.abs(east) % 3600) / 60)];
    const offset = `${east < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
    return `'${formatWall(instant, dates.zone, { separator: ' ', digits: 6 })}${offset}'`;
  },
  open: async (select) => createCursor(client, select),
  execute: createExecute(client, url),
  close: () => client.end().catch(() => {}),
});

const connectHost = async (settings: SessionSettings, host: DatabaseHost): Promise<Session> => {
  const { url } = settings;
  const [ca, cert, key] = ['sslrootcert', 'sslcert', 'sslkey'].map((name) => url.parameters.get(name));
  const client = await connectWithTls(
    tlsMode(url),
    { ca, cert, key },
    {
      connect: (tls) => connectTo(host, settings, tls),
      lacksTls: (error) => error instanceof Error && error.message.includes('does not support SSL'),
    },
  );
  const session = createSession(client, settings);
  try {
    await prepareSession(client, settings);
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
};

/**
 * By SQLSTATE: class 22 is about values and 23 about constraints, 28 and 3D about who connects where, 42 about mistakes in the
 * statement and missing rights; 42P01 and 42703 miss a table or column, 21000 and 42804 are a row's that fits not the table.
 */
const failureOf = (error: unknown): Failure => {
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  if (code === '42P01' || code === '42703') return 'missing-table';
  if (/^(22|23|21000|42804)/.test(code)) return 'data';
  return /^(0A|28|3D|42)/.test(code) ? 'permanent' : 'passing';
};

/** PostgreSQL, by node-postgres; follows pgjdbc where it decides on names and types. */
export const postgresql: Dialect = {
  quote: '"',
  placeholder: (position) => `$${position}`,
  connect: (settings) => firstReachable(settings.url.hosts, (host) => connectHost(settings, host)),
  failureOf,
};
