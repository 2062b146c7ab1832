import { createHash, createHmac } from 'node:crypto';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Checksum, SourceData } from '@smithy/types';
import type { ElasticsearchConfig } from '../config.ts';
import type { Authorize } from './authorization.ts';

const bytes = (data: SourceData): Uint8Array => {
  if (typeof data === 'string') return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
};

/** Node's SHA-256 in the shape that the signer asks for. */
class Sha256 implements Checksum {
  readonly #hash;
  constructor(secret?: SourceData) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }
  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {
    throw new Error('a hash is used once');
  }
}

const credentialsOf = (config: ElasticsearchConfig) => {
  const accessKeyId = config['aws.access_key_id'];
  const secretAccessKey = config['aws.secret_access_key'];
  if (accessKeyId === null || secretAccessKey === null) return defaultProvider();
  return { accessKeyId, secretAccessKey: secretAccessKey.value() };
};

/** Signature Version 4 by the access key of the configuration, else by whatever role the process has. */
export const createSigning = (config: ElasticsearchConfig): Authorize => {
  const signer = new SignatureV4({
    region: config['aws.region'] ?? '',
    service: config['aws.service.signing.name'] ?? '',
    credentials: credentialsOf(config),
    sha256: Sha256,
    applyChecksum: true,
  });
  return async ({ method, url, headers, body }) => {
    const signed = await signer.sign({
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...headers, host: url.host },
      body,
    });
    return signed.headers;
  };
};
