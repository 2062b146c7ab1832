import type { Assembly } from './format.ts';

/** The file that pieces, one after the other, make, with what stands behind them. */
export const assemble = async (assembly: Assembly, pieces: Uint8Array, tail: Uint8Array): Promise<Uint8Array> => {
  if (assembly === 'CONCATENATION') return tail.length === 0 ? pieces : Buffer.concat([pieces, tail]);
  const { parquetFile } = await import('./parquet-pieces.ts');
  return parquetFile(pieces);
};
