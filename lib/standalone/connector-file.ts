import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { parse } from 'dot-properties';
import * as v from 'valibot';
import type { RawConfig } from '../connect/connector.ts';
import { asError, ConfigError } from '../connect/errors.ts';

const scalar = v.pipe(
  v.union([v.string(), v.number(), v.boolean()]),
  v.transform((value) => String(value)),
);
const config = v.record(v.string(), scalar);
/** What `connect-standalone` takes: a whole create request, or the configuration alone (KIP-987). */
const connectorFile = v.union([v.object({ name: v.string(), config, initial_state: v.optional(v.string()) }), config]);

export interface ConnectorFile {
  readonly name: string;
  readonly config: RawConfig;
}

const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`Could not read ${path}: ${asError(error).message}`, { cause: error });
  }
};

/** A file of Java properties. @throws ConfigError when it cannot be read. */
export const readProperties = async (path: string): Promise<RawConfig> => v.parse(config, parse(await readText(path)));

const parseJson = (path: string, text: string): RawConfig => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${path} is not JSON: ${asError(error).message}`, { cause: error });
  }
  const parsed = v.safeParse(connectorFile, json);
  if (!parsed.success)
    throw new ConfigError(
      `${path} is no connector: expected {"name": …, "config": {…}} or an object of strings; ${parsed.issues[0].message}`,
    );
  const { output } = parsed;
  return typeof output.config === 'object' ? { name: String(output.name), ...output.config } : v.parse(config, output);
};

/** Reads a connector from a `.json` or `.properties` file. @throws ConfigError when it is not one. */
export const readConnectorFile = async (path: string): Promise<ConnectorFile> => {
  const read = extname(path) === '.json' ? parseJson(path, await readText(path)) : await readProperties(path);
  if (read.name === undefined) throw new ConfigError(`${path} has no "name": every connector needs one.`);
  return { name: read.name, config: read };
};
