import type { Sasl } from '../client-config/sasl.ts';

/** How kafkajs's connections are told to log in; they keep state in it, so each client makes its own. */
export const kafkaJsSasl = (sasl: Sasl): object =>
  sasl.mechanism === 'AWS_MSK_IAM'
    ? {
        mechanism: 'oauthbearer',
        oauthBearerProvider: async () => ({ value: await (await import('./msk-token.ts')).mskToken(sasl) }),
      }
    : { ...sasl, mechanism: sasl.mechanism.toLowerCase() };
