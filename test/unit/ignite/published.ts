/** As Ignite's documentation has it, with the converters of its worker. */
export const WORKER = {
  'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
  'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
  'key.converter.schemas.enable': 'false',
  'value.converter.schemas.enable': 'false',
} as const;

/** `singleTupleExtractorCls` is left out: it stands for a Java class of one's own. */
export const PUBLISHED = {
  name: 'my-ignite-connector',
  'connector.class': 'org.apache.ignite.stream.kafka.connect.IgniteSinkConnector',
  'tasks.max': '2',
  topics: 'someTopic1,someTopic2',
  cacheName: 'myCache',
  cacheAllowOverwrite: 'true',
  igniteCfg: '/some-path/ignite.xml',
} as const;
