/** A table with a column of every type that Debezium 3.6 knows, and of some that it leaves out. */
export const TYPES = `
CREATE EXTENSION IF NOT EXISTS hstore; CREATE EXTENSION IF NOT EXISTS ltree; CREATE EXTENSION IF NOT EXISTS citext;
CREATE TYPE mood AS ENUM ('sad','ok','happy');
CREATE DOMAIN posint AS int CHECK (VALUE > 0);
CREATE TABLE alltypes (
 id bigserial PRIMARY KEY, b bool, i2 int2, i4 int4, i8 int8, f4 float4, f8 float8, n numeric, n102 numeric(10,2), n5 numeric(5), d decimal(20,4) NOT NULL DEFAULT 1.5,
 t text, vc varchar(20), c char(5), c1 char, nm name, ch "char", by bytea, dt date, tm time, tm3 time(3), tmz timetz, ts timestamp, ts0 timestamp(0), ts3 timestamp(3), tstz timestamptz, tstz3 timestamptz(3),
 iv interval, js json, jb jsonb, uu uuid, x xml, ine inet, ci cidr, ma macaddr, ma8 macaddr8, bt1 bit, bt5 bit(5), bt20 bit(20), vb varbit, vb10 varbit(10), mo money,
 pt point, bx box, ls lseg, pa path, po polygon, cr circle, li line, i4r int4range, i8r int8range, nr numrange, tsr tsrange, tstzr tstzrange, dr daterange, md mood, dom posint,
 hs hstore, lt ltree, cx citext, tsv tsvector, tsq tsquery, o oid, rc regclass, pl pg_lsn, i4mr int4multirange,
 ai2 int2[], ai4 int4[], ai8 int8[], at text[], avc varchar(10)[], af8 float8[], an numeric(10,2)[], ab bool[], ad date[], ats timestamp[], atstz timestamptz[], atm time[], au uuid[], aj jsonb[], amd mood[], aby bytea[], ain inet[], ahs hstore[], amo money[], aiv interval[], acx citext[], ai4r int4range[], a2 int4[][],
 dflt_i int NOT NULL DEFAULT 42, dflt_t text NOT NULL DEFAULT 'hello', dflt_ts timestamp NOT NULL DEFAULT '2020-01-01 00:00:00', dflt_now timestamptz DEFAULT now(), dflt_b bool DEFAULT true, dflt_tn text DEFAULT 'x', dflt_n numeric(5,2) DEFAULT 3.14
);`;

/** A row with a value in nearly every column. */
export const FULL_ROW = `INSERT INTO alltypes (b,i2,i4,i8,f4,f8,n,n102,n5,t,vc,c,c1,nm,ch,by,dt,tm,tm3,tmz,ts,ts0,ts3,tstz,tstz3,iv,js,jb,uu,x,ine,ci,ma,ma8,bt1,bt5,bt20,vb,vb10,mo,pt,bx,ls,pa,po,cr,li,i4r,i8r,nr,tsr,tstzr,dr,md,dom,hs,lt,cx,tsv,tsq,o,rc,pl,i4mr,ai2,ai4,ai8,at,avc,af8,an,ab,ad,ats,atstz,atm,au,aj,amd,aby,ain,ahs,amo,aiv,acx,ai4r,a2)
VALUES (true,-5,100,9007199254740993,1.5,0.1,123.4500,99.90,12345,'text é "q"','vc','ab','z','nm','q','\\x00ff10','2024-02-29','12:34:56.789012','12:34:56.789','12:34:56.789+02','2024-02-29 12:34:56.789012','2024-02-29 12:34:56','2024-02-29 12:34:56.789','2024-02-29 12:34:56.789012+02','2024-02-29 12:34:56.789+00','1 year 2 mons 3 days 04:05:06.789','{"a": 1}','{"b":  2}','00000000-0000-0000-0000-00000000abcd','<a/>','192.168.0.1/24','10.0.0.0/8','08:00:2b:01:02:03','08:00:2b:01:02:03:04:05','1','10101','10101010101010101010','101','1','1234.56','(1,2)','((1,2),(3,4))','[(1,2),(3,4)]','((1,2),(3,4))','((0,0),(1,1),(1,0))','<(1,2),3>','{1,2,3}','[1,5)','[1,5)','[1.5,2.5]','[2020-01-01,2021-01-01)','[2020-01-01 00:00+00,2021-01-01 00:00+00)','[2020-01-01,2021-01-01)','happy',7,'a=>1,b=>NULL,"c d"=>"x\\"y"','a.b.c','CiText','the fat cat','fat & cat',4000000000,'alltypes','16/B374D848','{[1,3),[5,7)}','{1,NULL,2}','{1,2}','{1,9007199254740993}','{"a","b c",NULL}','{x,y}','{1.5,NaN}','{1.10,2.25}','{t,f}','{2024-01-01}','{"2024-01-01 00:00:00.5"}','{"2024-01-01 00:00:00.5+00"}','{12:00:00}','{00000000-0000-0000-0000-00000000abcd}','{"{\\"a\\":1}"}','{sad,ok}','{"\\\\x01"}','{10.0.0.1}','{"a=>1"}','{1.5}','{"1 day"}','{Ci}','{"[1,3)"}','{{1,2},{3,4}}');`;

/** Rows with defaults only, and with values at the edges. */
export const EDGE_ROWS = `INSERT INTO alltypes DEFAULT VALUES;
INSERT INTO alltypes (f4,f8,n,n102,dt,ts,ts3,tstz,tmz,tm,iv,i8,mo,hs,ts0,c,bt20,vb) VALUES ('NaN','Infinity','NaN','NaN','infinity','infinity','-infinity','infinity','23:59:59.999999-11:30','24:00','-1 mons +2 days -03:00:00.5',-9223372036854775808,'-0.01','','-infinity','','00000000000000000000','');
INSERT INTO alltypes (f4,f8,n,dt,ts,tstz,tm,tmz,iv,n102,ts3,tm3) VALUES ('-Infinity',1e300,1e20,'-infinity','0044-03-15 12:00:00 BC','-infinity','00:00','00:00+00','00:00:00.000001','0.01','1969-12-31 23:59:59.999','23:59:59.999');
INSERT INTO alltypes (f4,f8,n,dt,ts,tstz,n102) VALUES (3.4028235e38,-0.0,0.00000001,'9999-12-31','12345-01-01 00:00:00','12345-01-01 00:00:00+00',-0.5);`;

/** Tables of the workload. */
export const TABLES = `
CREATE TABLE kv (a int, b text, v text, big text, needed int NOT NULL DEFAULT 7, named varchar(30) NOT NULL, PRIMARY KEY (b, a));
CREATE TABLE nopk (x int, y text);
CREATE TABLE uniq (x int, code uuid NOT NULL UNIQUE, amount numeric(8,3) NOT NULL);
CREATE TABLE fullid (id int PRIMARY KEY, v text, big text);
ALTER TABLE fullid REPLICA IDENTITY FULL;
ALTER TABLE uniq REPLICA IDENTITY USING INDEX uniq_code_key;
ALTER TABLE kv ALTER big SET STORAGE EXTERNAL;
ALTER TABLE fullid ALTER big SET STORAGE EXTERNAL;
CREATE TABLE "Odd Näme" ("Some Key" int PRIMARY KEY, "a-b" text);
CREATE TABLE empty_one (id int PRIMARY KEY);
INSERT INTO kv VALUES (100, 'old', 'one', NULL, 1, 'n'), (101, 'old', 'two', NULL, 2, 'n'), (102, 'old', 'three', NULL, 3, 'n');
INSERT INTO uniq VALUES (1, '00000000-0000-0000-0000-000000000001', 1.5);
INSERT INTO "Odd Näme" VALUES (1, 'x');
`;

/** Statements of the stream, each a transaction. */
export const CHANGES: readonly string[] = [
  FULL_ROW,
  ...EDGE_ROWS.split('\n'),
  `BEGIN; INSERT INTO kv VALUES (1, 'x', 'one', NULL, 1, 'n'), (2, 'y', 'two', NULL, 2, 'n'); INSERT INTO nopk VALUES (1, 'a'); COMMIT`,
  `UPDATE kv SET v = 'uno' WHERE a = 1`,
  `UPDATE kv SET a = 3 WHERE a = 2`,
  `DELETE FROM kv WHERE a = 3`,
  `INSERT INTO kv VALUES (5, 't', 'toast', repeat('z', 9000), 5, 'n')`,
  `UPDATE kv SET v = 'toast2' WHERE a = 5`,
  `INSERT INTO fullid VALUES (1, 'a', repeat('y', 9000))`,
  `UPDATE fullid SET v = 'b' WHERE id = 1`,
  `UPDATE fullid SET id = 2 WHERE id = 1`,
  `DELETE FROM fullid`,
  `UPDATE uniq SET amount = 2 WHERE x = 1`,
  `DELETE FROM uniq`,
  `UPDATE "Odd Näme" SET "a-b" = 'y'`,
  `ALTER TABLE kv ADD COLUMN extra numeric(6,2) NOT NULL DEFAULT 1.25`,
  `INSERT INTO kv VALUES (6, 'q', 'new', NULL, 6, 'n')`,
  `ALTER TABLE kv DROP COLUMN v`,
  `INSERT INTO kv VALUES (7, 'r', NULL, 7, 'n', 2.5)`,
  `TRUNCATE nopk`,
  `SELECT pg_logical_emit_message(true, 'pre', '{"id": 1, "none": null, "lines": [{"sku": "é", "price": 1.5}]}')`,
  `BEGIN; INSERT INTO kv VALUES (9, 's', NULL, 8, 'n', 1); SAVEPOINT s; INSERT INTO kv VALUES (10, 's', NULL, 8, 'n', 1); ROLLBACK TO s; COMMIT`,
  `INSERT INTO kv SELECT i, 'bulk', NULL, i, 'n', 1 FROM generate_series(1000, 1100) i`,
  `UPDATE kv SET needed = needed + 1 WHERE b = 'bulk'`,
  `DELETE FROM kv WHERE b = 'bulk'`,
  `ALTER TABLE alltypes REPLICA IDENTITY FULL`,
  `UPDATE alltypes SET b = false`,
  `DELETE FROM alltypes`,
  `INSERT INTO kv VALUES (0, 'the end', NULL, 0, 'n', 1)`,
];
