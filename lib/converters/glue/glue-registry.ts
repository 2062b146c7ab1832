import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateSchemaCommand,
  GetSchemaByDefinitionCommand,
  GetSchemaVersionCommand,
  GlueClient,
  RegisterSchemaVersionCommand,
} from '@aws-sdk/client-glue';
import { asError, ConnectError, DataError, RetriableError } from '../../connect/errors.ts';
import type { GlueConverterConfig } from './config.ts';

/** AWS Glue's registry of Avro schemas. */
export interface GlueRegistry {
  /** The id of the version that has this text, registered if need be and allowed. @throws DataError when refused. */
  versionIdOf(schemaName: string, text: string): Promise<string>;
  /** The text of a schema version. @throws DataError when there is none. */
  textOf(versionId: string): Promise<string>;
}

const POLL_MS = 200;
const MAX_POLLS = 50;

const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

const statusOf = (error: unknown): number => {
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  return typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
    ? Number(metadata.httpStatusCode)
    : 0;
};

/** What AWS answers, as what the runtime does about it. */
const translated = (error: unknown): ConnectError => {
  if (error instanceof ConnectError) return error;
  const message = `AWS Glue: ${asError(error).name}: ${asError(error).message}`;
  if (isNamed(error, 'EntityNotFoundException', 'InvalidInputException', 'AlreadyExistsException'))
    return new DataError(message, { cause: error });
  const status = statusOf(error);
  const isRefused = status >= 400 && status < 500 && status !== 429 && !isNamed(error, 'ThrottlingException');
  return isRefused ? new ConnectError(message, { cause: error }) : new RetriableError(message, { cause: error });
};

const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw translated(error);
  }
};

const required = (value: string | undefined, what: string): string => {
  if (value === undefined) throw new ConnectError(`AWS Glue answered without ${what}`);
  return value;
};

export const createGlueRegistry = (config: GlueConverterConfig): GlueRegistry => {
  const client = new GlueClient({
    ...(config.region === null ? {} : { region: config.region }),
    ...(config.endpoint === null ? {} : { endpoint: config.endpoint }),
  });
  const RegistryName = config['registry.name'];

  const find = async (SchemaName: string, SchemaDefinition: string): Promise<string | undefined> => {
    try {
      const SchemaId = { RegistryName, SchemaName };
      const found = await client.send(new GetSchemaByDefinitionCommand({ SchemaId, SchemaDefinition }));
      return found.Status === 'AVAILABLE' ? found.SchemaVersionId : undefined;
    } catch (error) {
      if (isNamed(error, 'EntityNotFoundException')) return undefined;
      throw error;
    }
  };

  const create = async (SchemaName: string, SchemaDefinition: string): Promise<string | undefined> => {
    const created = await client.send(
      new CreateSchemaCommand({
        RegistryId: { RegistryName },
        SchemaName,
        SchemaDefinition,
        DataFormat: 'AVRO',
        Compatibility: config.compatibility,
        ...(config.description === null ? {} : { Description: config.description }),
      }),
    );
    return created.SchemaVersionId;
  };

  const register = async (SchemaName: string, SchemaDefinition: string): Promise<string | undefined> => {
    try {
      const SchemaId = { RegistryName, SchemaName };
      const registered = await client.send(new RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition }));
      return registered.SchemaVersionId;
    } catch (error) {
      if (isNamed(error, 'EntityNotFoundException')) return create(SchemaName, SchemaDefinition);
      throw error;
    }
  };

  /** Compatibility is checked after the answer: a version is of use once it is available. */
  const available = async (SchemaVersionId: string): Promise<string> => {
    for (let polls = 0; polls < MAX_POLLS; polls++) {
      const { Status } = await client.send(new GetSchemaVersionCommand({ SchemaVersionId }));
      if (Status === 'AVAILABLE') return SchemaVersionId;
      if (Status === 'FAILURE' || Status === 'DELETING')
        throw new DataError(`AWS Glue: schema version ${SchemaVersionId} is ${Status}: not compatible with the others`);
      await sleep(POLL_MS);
    }
    throw new RetriableError(`AWS Glue: schema version ${SchemaVersionId} is still being checked`);
  };

  return {
    versionIdOf: (schemaName, text) =>
      guarded(async () => {
        const found = await find(schemaName, text);
        if (found !== undefined) return found;
        if (!config.schemaAutoRegistrationEnabled)
          throw new DataError(
            `Failed to auto-register schema. Auto registration of schema is not enabled: ${RegistryName}/${schemaName}`,
          );
        return available(required(await register(schemaName, text), 'a version'));
      }),
    textOf: (SchemaVersionId) =>
      guarded(async () => {
        const { SchemaDefinition, DataFormat } = await client.send(new GetSchemaVersionCommand({ SchemaVersionId }));
        if (DataFormat !== undefined && DataFormat !== 'AVRO')
          throw new DataError(`Schema version ${SchemaVersionId} is of format ${DataFormat}, not AVRO`);
        return required(SchemaDefinition, 'a schema');
      }),
  };
};
