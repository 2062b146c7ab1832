import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCloud } from '../deployed-worker.ts';
import { calibrate } from './calibrate.ts';
import { measure } from './measure.ts';

/** `npm run cost`: measures the deployed stack on LocalStack, for infra/cost.ts to multiply by prices. */
const file = join(import.meta.dirname, '../../../infra/measured.json');

const machine = calibrate();
const cloud = await startCloud();
try {
  const measured = await measure(cloud);
  const at = new Date().toISOString().slice(0, 10);
  await writeFile(file, `${JSON.stringify({ at, machine, ...measured }, null, 2)}\n`);
  process.stdout.write(`${file}\n`);
} finally {
  await cloud.stop();
}
