/** A collection as include lists, topics and signals name it; follows `io.debezium.connector.mongodb.CollectionId`. */
export interface Namespace {
  readonly db: string;
  readonly collection: string;
}

/** `db.collection`. */
export const namespaceText = ({ db, collection }: Namespace): string => `${db}.${collection}`;

/** A database's name has no dot; a collection's may. */
export const parseNamespace = (text: string): Namespace => {
  const dot = text.indexOf('.');
  return { db: text.slice(0, dot), collection: text.slice(dot + 1) };
};
