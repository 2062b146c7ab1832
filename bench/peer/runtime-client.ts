import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What Lambda's runtime does in the process that is billed: loads the function, then parses one event after the other and
 * hands it over. The events are files, in order of their names, in place of answers of the Runtime API.
 */

interface LoadedFunction {
  readonly handler: (event: unknown, context: object) => Promise<unknown>;
}

const [file = '', invokedFunctionArn = '', folder = ''] = process.argv.slice(2);

/** As long as Lambda gives a function at most. */
const TIMEOUT_MS = 900_000;

process.once('SIGTERM', () => process.exit(0));
const { handler }: LoadedFunction = await import(file);
for (const name of (await readdir(folder)).sort()) {
  const deadline = Date.now() + TIMEOUT_MS;
  const event: unknown = JSON.parse((await readFile(join(folder, name))).toString());
  await handler(event, {
    invokedFunctionArn,
    awsRequestId: name,
    getRemainingTimeInMillis: () => deadline - Date.now(),
  });
}
// A warm environment: it stays until it is told to end.
setInterval(() => {}, 60_000);
