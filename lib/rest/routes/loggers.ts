import * as v from 'valibot';
import { BadRequestError } from '../../herder/errors.ts';
import { jsonBody } from '../http/json-body.ts';
import { param } from '../http/request.ts';
import type { Route } from '../http/route.ts';
import type { LoggerLevel, Loggers } from '../loggers.ts';
import { jsonMap } from '../wire/json-object.ts';

const levelJson = ({ level, lastModified }: LoggerLevel) => ({ level, last_modified: lastModified });

const body = jsonMap(v.unknown(), 'an object with a level is needed');

/** Levels of the loggers (KIP-495). A change for the whole cluster (KIP-976) is one here: there is one worker. */
export const loggerRoutes = (loggers: Loggers): readonly Route[] => [
  {
    path: '/admin/loggers',
    methods: {
      GET: {
        id: 'listLoggers',
        summary: 'List loggers and their levels',
        answers: { 200: 'LoggerLevels' },
        handle: (c) => c.json(Object.fromEntries([...loggers.all()].map(([name, level]) => [name, levelJson(level)]))),
      },
    },
  },
  {
    path: '/admin/loggers/:logger',
    methods: {
      GET: {
        id: 'getLogger',
        summary: 'Get the level of a logger',
        answers: { 200: 'LoggerLevel' },
        handle: (c) => c.json(levelJson(loggers.level(param(c, 'logger')))),
      },
      PUT: {
        id: 'setLogger',
        summary: 'Set the level of a logger and of those below it',
        query: {
          scope: { description: 'With `cluster`, nothing is answered.', schema: { enum: ['worker', 'cluster'] } },
        },
        body: 'LevelChange',
        answers: { 200: 'LoggerNames', 204: null },
        handle: async (c) => {
          const { level } = await jsonBody(c, body);
          if (typeof level !== 'string')
            throw new BadRequestError("Desired 'level' parameter was not specified in request.");
          const changed = loggers.setLevel(param(c, 'logger'), level);
          return c.req.query('scope')?.toLowerCase() === 'cluster' ? c.body(null, 204) : c.json(changed);
        },
      },
    },
  },
];
