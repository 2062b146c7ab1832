import type { ConfigProblem, RawConfig } from '../../connect/connector.ts';

/** Keys that change how the original connects and that it takes without declaring them. */
export const undeclaredProblems = (raw: RawConfig): readonly ConfigProblem[] =>
  raw['mongo.custom.auth.mechanism.enable'] === 'true'
    ? [
        {
          key: 'connection.uri',
          message:
            'mongo.custom.auth.mechanism.enable is not supported, since Java classes are not run here: give credentials or authMechanism in connection.uri',
        },
      ]
    : [];
