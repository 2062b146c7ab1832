// npx tsx test/services/localstack/cli.ts [port]: starts LocalStack on port 4566, prints what a shell needs to use it, and
// stays until Ctrl-C.
import { startLocalStack } from '../localstack.ts';

const [port = '4566'] = process.argv.slice(2);
const { env, stop } = await startLocalStack({ port: Number(port) });
for (const [name, value] of Object.entries(env)) process.stdout.write(`export ${name}=${value}\n`);

const staying = setInterval(() => {}, 60_000);
const end = async () => {
  clearInterval(staying);
  await stop();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
