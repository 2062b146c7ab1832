import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import type { Stoppable } from './lifecycle.ts';
import { freePort } from './ports.ts';
import type { SimulatedPost } from './x-api/posts.ts';
import { type Answer, forbidden, tooManyRequests, unauthorized } from './x-api/problems.ts';
import { searchRecent } from './x-api/search.ts';

/** What X, of which there is no server to run, would do: recent search, streams, credentials and limits of API v2. */
export interface XService extends Stoppable {
  readonly url: string;
  /** Makes posts: searches find them, and open streams tell them. */
  publish(posts: readonly SimulatedPost[]): void;
  /** Tells open compliance streams that a post was deleted. */
  delete(id: string): void;
  /** Ends all streams, as X does now and then. */
  disconnect(): void;
  /** Requests that were answered so far, by status. */
  answered(): ReadonlyMap<number, number>;
  /** Rules of the filtered stream. */
  rules(): readonly Rule[];
}

interface Rule {
  readonly id: string;
  readonly value: string;
  readonly tag?: string | undefined;
}

export interface XOptions {
  /** A token that never expires. */
  readonly bearerToken: string;
  /** A token made of the app's key and secret is good for so many requests. */
  readonly requestsPerToken?: number;
  /** So many searches are allowed in each window. */
  readonly requestsPerWindow?: number;
  readonly windowMs?: number;
  /** Whether the app may use the streams. */
  readonly streams?: boolean;
}

const APP = `Basic ${Buffer.from('key:secret').toString('base64')}`;

const ruleChange = v.object({
  add: v.optional(v.array(v.object({ value: v.string(), tag: v.optional(v.string()) })), []),
  delete: v.optional(v.object({ ids: v.array(v.string()) })),
});

export async function startX(options: XOptions): Promise<XService> {
  const { bearerToken, requestsPerToken = 1e9, requestsPerWindow = 1e9, windowMs = 1000, streams = true } = options;
  const posts: SimulatedPost[] = [];
  const answered = new Map<number, number>();
  const tokens = new Map<string, number>();
  const listeners = new Map<ServerResponse, 'posts' | 'deletions'>();
  let rules: readonly Rule[] = [];
  let made = 0;
  let window = { endsAt: 0, used: 0 };

  const isWelcome = ({ headers: { authorization = '' } }: IncomingMessage): boolean => {
    if (authorization === `Bearer ${bearerToken}`) return true;
    if (authorization.startsWith('OAuth '))
      return /oauth_token="user"/.test(authorization) && /oauth_signature="/.test(authorization);
    const left = tokens.get(authorization) ?? 0;
    tokens.set(authorization, left - 1);
    return left > 0;
  };

  const giveToken = ({ headers: { authorization } }: IncomingMessage): Answer => {
    if (authorization !== APP)
      return { status: 403, body: { errors: [{ code: 99, message: 'Unable to verify your credentials' }] } };
    made += 1;
    tokens.set(`Bearer app-${made}`, requestsPerToken);
    return { status: 200, body: { token_type: 'bearer', access_token: `app-${made}` } };
  };

  const limited = (answer: () => Answer): Answer => {
    const now = Date.now();
    if (now >= window.endsAt) window = { endsAt: now + windowMs, used: 0 };
    window.used += 1;
    return window.used > requestsPerWindow ? tooManyRequests(window.endsAt, requestsPerWindow) : answer();
  };

  const changeRules = async (request: IncomingMessage): Promise<Answer> => {
    if (request.method === 'POST') {
      const change = v.parse(ruleChange, JSON.parse(await text(request)));
      rules = rules.filter(({ id }) => !change.delete?.ids.includes(id));
      rules = [...rules, ...change.add.map((rule, index) => ({ ...rule, id: `${rules.length + index + 1}` }))];
    }
    return {
      status: 200,
      body: { ...(rules.length > 0 && { data: rules }), meta: { sent: new Date().toISOString() } },
    };
  };

  const answerTo = async (request: IncomingMessage, url: URL): Promise<Answer> => {
    if (url.pathname === '/oauth2/token') return giveToken(request);
    if (!isWelcome(request)) return unauthorized;
    if (url.pathname === '/2/tweets/search/recent') return limited(() => searchRecent(posts, url.searchParams));
    if (!streams) return forbidden;
    if (url.pathname === '/2/tweets/search/stream/rules') return changeRules(request);
    return { status: 404, body: { title: 'Not Found Error' } };
  };

  const kindOf = (path: string): 'posts' | 'deletions' | undefined => {
    if (path === '/2/tweets/search/stream') return 'posts';
    return path === '/2/tweets/compliance/stream' ? 'deletions' : undefined;
  };

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const kind = kindOf(url.pathname);
    const counted = (status: number): void => void answered.set(status, (answered.get(status) ?? 0) + 1);
    if (kind !== undefined && streams && isWelcome(request)) {
      counted(200);
      response.writeHead(200, { 'content-type': 'application/json' }).write('\r\n');
      // Deletions are dealt out to four streams; the simulated ones are all in the first.
      if (kind === 'posts' || url.searchParams.get('partition') === '1') listeners.set(response, kind);
      response.on('close', () => listeners.delete(response));
      return;
    }
    const { status, body, headers = {} } = await answerTo(request, url);
    counted(status);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  const tell = (kind: 'posts' | 'deletions', event: object): void => {
    for (const [response, wanted] of listeners) if (wanted === kind) response.write(`${JSON.stringify(event)}\r\n`);
  };

  return {
    url: `http://127.0.0.1:${port}`,
    publish: (more) => {
      posts.push(...more);
      for (const data of more) tell('posts', { data, matching_rules: rules.map(({ id, tag }) => ({ id, tag })) });
    },
    delete: (id) =>
      tell('deletions', { data: { delete: { tweet: { id, author_id: '1' }, event_at: new Date().toISOString() } } }),
    disconnect: () => {
      for (const response of listeners.keys()) response.destroy();
    },
    answered: () => answered,
    rules: () => rules,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
