// npx tsx test/services/cli.ts kafka postgres: starts them, prints one JSON line each, and stays until Ctrl-C.
import { chooseServices, serviceNames, services } from './catalogue.ts';
import { startServices } from './start-services.ts';

const names = chooseServices(process.argv.slice(2));
if (names.length === 0) throw new Error(`Name the services to start: ${serviceNames.join(', ')}.`);

const { stop } = await startServices(names, async (name) => {
  const service = await services[name]();
  process.stdout.write(`${JSON.stringify({ service: name, ...service })}\n`);
  return service;
});

const staying = setInterval(() => {}, 60_000);
const end = async () => {
  clearInterval(staying);
  await stop();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end());
