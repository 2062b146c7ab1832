import type { ProtocolRequest } from 'kafkajs/src/network/connectionPool.js';
import type { Wire } from './wire.ts';
import { concat } from './wire.ts';
import { createWireReader, type WireReader } from './wire-reader.ts';

/** A request that kafkajs does not have, or not as we need it. */
export interface RequestDefinition<Response> {
  readonly apiName: string;
  readonly apiKey: number;
  readonly apiVersion: number;
  /** Milliseconds that the broker may take beyond `request.timeout.ms`. */
  readonly brokerWaitMs?: number;
  readonly body: Wire;
  /** Reads the answer, and how long the broker asks us to stay quiet (KIP-219). */
  read(reader: WireReader): { readonly throttleMs: number; readonly response: Response };
}

/** In the shape in which kafkajs's connections take requests. */
export const protocolRequest = <Response>(
  { apiName, apiKey, apiVersion, brokerWaitMs = 0, body, read }: RequestDefinition<Response>,
  requestTimeoutMs: number,
): ProtocolRequest<Response> => ({
  request: {
    apiName,
    apiKey,
    apiVersion,
    encode: async () => {
      const buffer = concat(body);
      return { buf: buffer, buffer };
    },
  },
  response: {
    decode: async (payload) => {
      const { throttleMs, response } = read(createWireReader(payload));
      return { clientSideThrottleTime: throttleMs, response };
    },
    parse: async ({ response }) => response,
  },
  requestTimeout: requestTimeoutMs + brokerWaitMs,
});
