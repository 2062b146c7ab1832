/** Each sink next to a bare loop over the same driver, loaded when it is measured; `BENCH_ROWS` picks some by name. */
const SINKS: Readonly<Record<string, () => Promise<(total: number) => Promise<object>>>> = {
  cassandra: async () => (await import('./cassandra.ts')).benchCassandraSink,
  dynamodb: async () => (await import('./dynamodb.ts')).benchDynamodbSink,
  elasticsearch: async () => (await import('./elasticsearch.ts')).benchElasticsearchSink,
  http: async () => (await import('./http.ts')).benchHttpSink,
  ignite: async () => (await import('./ignite.ts')).benchIgniteSink,
  jdbc: async () => (await import('./jdbc.ts')).benchJdbcSink,
  mqtt: async () => (await import('./mqtt.ts')).benchMqttSink,
  mongodb: async () => (await import('./mongodb.ts')).benchMongoSink,
};

export const benchSinks = async function* (total: number): AsyncIterable<object> {
  const wanted = new RegExp(process.env.BENCH_ROWS ?? '');
  for (const [name, load] of Object.entries(SINKS)) if (wanted.test(name)) yield (await load())(total);
};
