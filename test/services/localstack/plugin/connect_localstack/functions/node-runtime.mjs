// Lambda's Node.js runtime, as far as functions of this project can tell: it takes events from the Runtime API and calls
// the handler. AWS's own client (npm aws-lambda-ric) has to be compiled, which a test machine need not be able to do.
import { existsSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const { AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT, _HANDLER } = process.env;
const [host, port] = AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, resource, body = '') {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const url = `/2018-06-01/runtime${resource}`;
    const request = http.request({ host, port, method, path: url, agent, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }));
    });
    request.on('error', reject);
    request.setNoDelay(true);
    request.end(body);
  });
}

let requestId;

// What the console writes is framed with time, request and level; what goes straight to stdout is not.
const levels = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' };
const frames = {
  Text: (level, message) =>
    [new Date().toISOString(), requestId ?? 'undefined', level, message].join('\t').replaceAll('\n', '\r'),
  JSON: (level, message) => JSON.stringify({ timestamp: new Date().toISOString(), level, requestId, message }),
};
const frame = frames[process.env.AWS_LAMBDA_LOG_FORMAT] ?? frames.Text;
for (const [method, level] of Object.entries(levels)) {
  console[method] = (...args) => void process.stdout.write(`${frame(level, format(...args))}\n`);
}

function failure(name, message) {
  return Object.assign(new Error(message), { name });
}

function describe(error) {
  if (!(error instanceof Error))
    return JSON.stringify({ errorType: typeof error, errorMessage: String(error), trace: [] });
  const { name, message, stack = '' } = error;
  return JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split('\n') });
}

async function loadHandler() {
  const [, name, property] = /^([^.]*)\.(.+)$/.exec(path.basename(_HANDLER)) ?? [];
  const file = path.resolve(LAMBDA_TASK_ROOT, path.dirname(_HANDLER), name ?? '');
  const module = await loadModule(file);
  let handler = module;
  for (const key of property.split('.')) handler = handler?.[key];
  if (typeof handler !== 'function')
    throw failure('Runtime.HandlerNotFound', `${_HANDLER} is undefined or not exported`);
  return handler;
}

async function loadModule(file) {
  const found = ['.js', '.mjs', '.cjs'].map((extension) => file + extension).find((candidate) => existsSync(candidate));
  if (found === undefined)
    throw failure('Runtime.ImportModuleError', `Error: Cannot find module '${path.basename(file)}'`);
  if (!found.endsWith('.cjs')) {
    const namespace = await import(pathToFileURL(found).href);
    if (!('default' in namespace) || Object.keys(namespace).length > 1) return namespace;
  }
  return createRequire(pathToFileURL(found).href)(found);
}

async function die(name, error) {
  console.error('Uncaught Exception', error);
  const cause = describe(Object.assign(failure(name, error?.message ?? String(error)), { stack: error?.stack }));
  await call('POST', requestId === undefined ? '/init/error' : `/invocation/${requestId}/error`, cause).catch(() => {});
  process.exit(129);
}

process.on('uncaughtException', (error) => die(error?.name ?? 'Error', error));
process.on('unhandledRejection', (error) => die('Runtime.UnhandledPromiseRejection', error));

function invoke(handler, event, context) {
  if (handler.length < 3) return handler(event, context);
  return new Promise((resolve, reject) => {
    const returned = handler(event, context, (error, result) => (error ? reject(error) : resolve(result)));
    returned?.then?.(resolve, reject);
  });
}

function contextOf(headers) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  return {
    callbackWaitsForEmptyEventLoop: true,
    awsRequestId: requestId,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

const handler = await loadHandler().catch((error) => die(error?.name ?? 'Error', error));
for (;;) {
  const { headers, body } = await call('GET', '/invocation/next');
  requestId = headers['lambda-runtime-aws-request-id'];
  process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'] ?? '';
  let answer;
  try {
    const result = await invoke(handler, JSON.parse(body), contextOf(headers));
    answer = ['response', JSON.stringify(result ?? null)];
  } catch (error) {
    answer = ['error', describe(error)];
    console.error('Invoke Error', answer[1]);
  }
  await call('POST', `/invocation/${requestId}/${answer[0]}`, answer[1]);
}
