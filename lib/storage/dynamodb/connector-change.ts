import type { ConnectorChange } from '../config-backing-store.ts';
import { prefixes } from './tables.ts';

/** The keys of a stream record, as the DynamoDB SDK and a Lambda event have them. */
export type StreamKeys = Readonly<Record<string, { readonly S?: string | undefined }>>;

/** What a stream record of the configs or statuses table announces; `undefined` for leases and topics. */
export const connectorChange = (keys: StreamKeys | undefined): ConnectorChange | undefined => {
  const connector = keys?.connector?.S;
  const item = keys?.item?.S ?? '';
  if (connector === undefined || item.startsWith(prefixes.lease) || item.startsWith(prefixes.topic)) return undefined;
  return { connector };
};
