import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../run-command.ts';

export interface Certificate {
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Key and certificate in one PEM file, as Kafka wants its key store. */
  readonly keyStoreFile: string;
}

/** A self-signed certificate for this machine: server, client and authority in one. */
export async function createCertificate(directory: string): Promise<Certificate> {
  const certificateFile = join(directory, 'certificate.pem');
  const keyFile = join(directory, 'key.pem');
  const keyStoreFile = join(directory, 'key-store.pem');
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost'.split(' ');
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  await runCommand('openssl', [...request, ...names, '-keyout', keyFile, '-out', certificateFile]);
  await writeFile(keyStoreFile, (await readFile(keyFile, 'utf8')) + (await readFile(certificateFile, 'utf8')));
  return { certificateFile, keyFile, keyStoreFile };
}
