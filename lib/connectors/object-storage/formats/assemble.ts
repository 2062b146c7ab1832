import type { Assembly } from './format.ts';

/** The file that pieces, one after the other, make. */
export const assemble = async (assembly: Assembly, pieces: Uint8Array): Promise<Uint8Array> => {
  if (assembly === 'CONCATENATION') return pieces;
  const { parquetFile } = await import('./parquet-pieces.ts');
  return parquetFile(pieces);
};
