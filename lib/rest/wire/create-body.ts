import * as v from 'valibot';
import type { CreateRequest } from '../../herder/herder.ts';
import { configBody, scalar } from './config-body.ts';
import { jsonFields } from './json-object.ts';

const STATES = { RUNNING: 'STARTED', PAUSED: 'PAUSED', STOPPED: 'STOPPED' } as const;

const initialState = v.pipe(
  scalar,
  v.toUpperCase(),
  v.picklist(['RUNNING', 'PAUSED', 'STOPPED'], 'must be one of RUNNING, PAUSED, STOPPED'),
);

/** As Java's `String.trim`: blanks and control characters go. */
const trimmed = (text: string): string => text.replace(/^[\0-\x20]+|[\0-\x20]+$/g, '');

const body = jsonFields({
  name: v.nullish(scalar, ''),
  config: configBody,
  initial_state: v.nullish(initialState),
});

/** Body of `POST /connectors`; follows `CreateConnectorRequest`. */
export const createBody = v.pipe(
  body,
  v.transform(
    ({ name, config, initial_state: state }): CreateRequest => ({
      name: trimmed(name),
      config,
      ...(state ? { initialState: STATES[state] } : {}),
    }),
  ),
);
