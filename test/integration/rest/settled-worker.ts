import * as v from 'valibot';
import type { RecordedRequest } from '../../conformance/recorded-exchange.ts';
import type { ReplayedWorker } from '../../conformance/replay.ts';
import { type WorkerProcess, waitFor } from '../../worker/worker-process.ts';

const states = { pause: 'PAUSED', resume: 'RUNNING', stop: 'STOPPED', restart: undefined } as const;

const CONNECTOR = /^\/connectors\/([^/?]+)(?:\/(\w+))?/;
const status = v.object({
  connector: v.object({ state: v.string() }),
  tasks: v.array(v.object({ state: v.string() })),
});
const config = v.record(v.string(), v.string());
const tasks = v.array(v.object({ config }));
const created = v.object({ name: v.string(), initial_state: v.nullish(v.string()) });

type Wanted = 'RUNNING' | 'PAUSED' | 'STOPPED';

const stateOf = (text: string | null | undefined): Wanted => {
  const state = text?.toUpperCase();
  return state === 'PAUSED' || state === 'STOPPED' ? state : 'RUNNING';
};

const isKeyOf = <T extends object>(object: T, key: string): key is Extract<keyof T, string> => key in object;

/** A worker in a process of its own, which is given time to do what it was asked before it is asked for the next. */
export const createSettledWorker = (
  { url }: Pick<WorkerProcess, 'url'>,
  options: { readonly headers?: Readonly<Record<string, string>>; before?(id: string): Promise<void> } = {},
): ReplayedWorker => {
  const wanted = new Map<string, Wanted>();
  const get = async (path: string): Promise<unknown> => {
    const response = await fetch(url + path, { headers: options.headers ?? {} });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };

  const hasCurrentTasks = async (path: string, state: Wanted): Promise<boolean> => {
    const [own, [first]] = [v.parse(config, await get(`${path}/config`)), v.parse(tasks, await get(`${path}/tasks`))];
    if (first === undefined) return state === 'PAUSED';
    return Object.entries(own).every(([key, value]) => key === 'name' || first.config[key] === value);
  };

  const isSettled = async (name: string): Promise<boolean> => {
    const path = `/connectors/${encodeURIComponent(name)}`;
    const state = wanted.get(name) ?? 'RUNNING';
    // The status last: new task configurations take what was RUNNING back to UNASSIGNED for a moment.
    const hasTasks = state === 'STOPPED' || (await hasCurrentTasks(path, state));
    const found = v.parse(status, await get(`${path}/status`));
    if (!hasTasks || found.connector.state !== state) return false;
    if (found.tasks.some((task) => task.state !== state && task.state !== 'FAILED')) return false;
    return state !== 'STOPPED' || found.tasks.length === 0;
  };

  /** The connector that a request was about, if it changes anything to wait for. */
  const changed = ({ method, path, json }: RecordedRequest): string | undefined => {
    if (method === 'POST' && /^\/connectors\/?$/.test(path)) {
      const body = v.safeParse(created, json);
      if (!body.success) return undefined;
      const name = body.output.name.trim();
      wanted.set(name, stateOf(body.output.initial_state));
      return name;
    }
    const [, encoded, what = ''] = CONNECTOR.exec(path) ?? [];
    if (encoded === undefined || method === 'GET' || method === 'HEAD') return undefined;
    const name = decodeURIComponent(encoded);
    if (isKeyOf(states, what)) wanted.set(name, states[what] ?? wanted.get(name) ?? 'RUNNING');
    return isKeyOf(states, what) || what === 'config' || what === 'tasks' ? name : undefined;
  };

  return {
    send: (path, init) => fetch(url + path, { ...init, redirect: 'manual' }),
    settle: async (request, code) => {
      const name = code < 300 ? changed(request) : undefined;
      if (name !== undefined)
        await waitFor(`${request.method} ${request.path} to come about`, () => isSettled(name), 20_000);
    },
    ...(options.before && { before: options.before }),
  };
};
