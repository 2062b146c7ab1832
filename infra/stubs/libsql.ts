/** Stands in for the native SQLite library, of which a function has no build: a database file has no place on Lambda. */
export default class Database {
  constructor() {
    throw new Error('SQLite files can be read by a standalone worker only, not by a function');
  }
}
