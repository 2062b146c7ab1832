import { embedded, sslKeys } from '../../config/common/ssl-keys.ts';
import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { bulkKeys } from './config/bulk-keys.ts';
import { connectionKeys } from './config/connection-keys.ts';
import { documentKeys } from './config/document-keys.ts';
import { opensearchKeys } from './config/opensearch-keys.ts';
import { resourceKeys } from './config/resource-keys.ts';
import { securityKeys } from './config/security-keys.ts';

/** The keys of Confluent's Elasticsearch sink 15, and those of Aiven's OpenSearch sink that it does not have. */
export const elasticsearchConfig = defineConfig({
  ...connectionKeys,
  ...resourceKeys,
  ...bulkKeys,
  ...documentKeys,
  ...securityKeys,
  ...opensearchKeys,
  ...embedded('connection.', 'Security of Aiven', sslKeys),
});

export type ElasticsearchConfig = ConfigOf<typeof elasticsearchConfig>;
