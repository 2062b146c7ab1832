/** Which server's binary log is read, and whose connector of Debezium is followed. */
export type Flavor = 'mysql' | 'mariadb';
