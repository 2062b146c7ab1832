import type { Herder } from '../../herder/herder.ts';
import { encodeOffset } from '../../storage/offset-json.ts';
import { jsonBody } from '../http/json-body.ts';
import { param } from '../http/request.ts';
import type { Route } from '../http/route.ts';
import { offsetsBody } from '../wire/offsets-body.ts';

/** The offsets of a connector (KIP-875). */
export const connectorOffsetRoutes = (herder: Herder): readonly Route[] => [
  {
    path: '/connectors/:connector/offsets',
    methods: {
      GET: {
        id: 'getOffsets',
        summary: 'List the offsets of a connector',
        answers: { 200: 'ConnectorOffsets' },
        handle: async (c) => {
          const offsets = await herder.connectorOffsets(param(c, 'connector'));
          // Written by hand, since JSON.stringify knows no bigint.
          const entries = offsets.map(
            ({ partition, offset }) => `{"partition":${encodeOffset(partition)},"offset":${encodeOffset(offset)}}`,
          );
          return c.body(`{"offsets":[${entries.join(',')}]}`, 200, { 'Content-Type': 'application/json' });
        },
      },
      PATCH: {
        id: 'alterOffsets',
        summary: 'Change offsets of a stopped connector',
        body: 'ConnectorOffsetsChange',
        answers: { 200: 'Message' },
        handle: async (c) => {
          const { offsets } = await jsonBody(c, offsetsBody);
          return c.json({ message: await herder.alterConnectorOffsets(param(c, 'connector'), offsets) });
        },
      },
      DELETE: {
        id: 'resetOffsets',
        summary: 'Forget the offsets of a stopped connector',
        answers: { 200: 'Message' },
        handle: async (c) => c.json({ message: await herder.resetConnectorOffsets(param(c, 'connector')) }),
      },
    },
  },
];
