import { readFile } from 'node:fs/promises';
import { createCertificate } from '../../services/kafka/certificate.ts';

/** A self-signed certificate for this machine, and its key. */
export const readCertificate = async (directory: string): Promise<{ readonly cert: string; readonly key: string }> => {
  const { certificateFile, keyFile } = await createCertificate(directory);
  return { cert: await readFile(certificateFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
};
