import type pg from 'pg';

/** Two tables whose rows carry a version that only grows, over all changes of both; a third one remembers all versions. */
export const MIXED_TABLES = `
CREATE SEQUENCE versions;
CREATE TABLE items (id int PRIMARY KEY, version int NOT NULL, note text);
CREATE TABLE pairs (a int, b text, version int NOT NULL, big text, PRIMARY KEY (b, a));
ALTER TABLE pairs ALTER big SET STORAGE EXTERNAL;
INSERT INTO items SELECT i, nextval('versions'), 'row ' || i FROM generate_series(1, 500) i;
INSERT INTO pairs SELECT i, 'b' || i % 7, nextval('versions'), repeat('x', 3000 * (i % 2)) FROM generate_series(1, 100) i;
CREATE TABLE history (version int);
CREATE FUNCTION remember() RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN INSERT INTO history VALUES (NEW.version); RETURN NEW; END';
CREATE TRIGGER remember AFTER INSERT OR UPDATE ON items FOR EACH ROW EXECUTE FUNCTION remember();
CREATE TRIGGER remember AFTER INSERT OR UPDATE ON pairs FOR EACH ROW EXECUTE FUNCTION remember();
`;

/** Inserts, updates (also of keys, and of rows with large values) and deletes, a few to a transaction. */
const mixedWrites = (from: number, to: number): string => `DO $$
DECLARE
  i int;
  target int;
BEGIN
  FOR i IN ${from}..${to} LOOP
    target := 1 + floor(random() * (500 + i / 4))::int;
    CASE i % 8
      WHEN 0, 1, 2 THEN
        INSERT INTO items VALUES (target, nextval('versions'), 'new ' || i)
          ON CONFLICT (id) DO UPDATE SET version = nextval('versions'), note = 'again ' || i;
      WHEN 3, 4 THEN UPDATE items SET version = nextval('versions'), note = 'changed ' || i WHERE id = target;
      WHEN 5 THEN DELETE FROM items WHERE id = target;
      WHEN 6 THEN
        UPDATE pairs SET version = nextval('versions') WHERE a = 1 + target % 100;
      ELSE
        UPDATE pairs SET a = a + 1000, version = nextval('versions') WHERE a = 1 + i % 100;
        UPDATE pairs SET a = a - 1000, version = nextval('versions'), big = repeat('y', 2500) WHERE a = 1001 + i % 100;
    END CASE;
    IF i % 7 = 0 THEN COMMIT; END IF;
  END LOOP;
END $$`;

export const writeMixed = async (client: pg.Client, from: number, to: number): Promise<void> => {
  await client.query(mixedWrites(from, to));
};
