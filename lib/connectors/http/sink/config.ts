import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { authKeys } from '../auth-keys.ts';
import { addressKeys } from '../connection-keys.ts';
import { aivenKeys } from './config/aiven-keys.ts';
import { reporterKeys } from './config/reporter-keys.ts';
import { requestKeys } from './config/request-keys.ts';

/** The keys of Confluent's HTTP sink 1.7, and those of Aiven's that it does not have. */
export const httpSinkConfig = defineConfig({
  ...requestKeys,
  ...authKeys,
  ...reporterKeys,
  ...aivenKeys,
  ...addressKeys,
});

export type HttpSinkConfig = ConfigOf<typeof httpSinkConfig>;
