import { createHash } from 'node:crypto';
import { escapeName, unescapeName } from '../runtime/escaped-name.ts';

/**
 * What a schedule is called: `<connector>.<task>.<definition>`, so that one listing of names says whose they are and whether
 * they are as they should be. AWS allows 64 letters, digits and `-_.`; a connector's name may be anything.
 * See https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export interface ScheduleName {
  /** Stands for the connector, see {@link connectorKey}. */
  readonly key: string;
  readonly task: number;
  /** Hash of everything that the schedule does. */
  readonly definition: string;
}

const MAX_LENGTH = 64;
const DEFINITION_LENGTH = 8;
const MAX_TASK_DIGITS = 5;
const MAX_KEY_LENGTH = MAX_LENGTH - MAX_TASK_DIGITS - DEFINITION_LENGTH - 2;
const HASH_LENGTH = 20;

const hash = (text: string, length: number): string => createHash('sha256').update(text).digest('hex').slice(0, length);

/** The connector's name escaped; of a long one the beginning and a hash, told apart by the dot between them. */
export const connectorKey = (connector: string): string => {
  const key = escapeName(connector);
  if (key.length <= MAX_KEY_LENGTH) return key;
  return `${key.slice(0, MAX_KEY_LENGTH - HASH_LENGTH - 1)}.${hash(connector, HASH_LENGTH)}`;
};

/** The connector that a key stands for; `undefined` for a long name, which its schedule's input has to give. */
export const connectorOfKey = (key: string): string | undefined => {
  if (key.includes('.')) return undefined;
  return unescapeName(key);
};

export const definitionHash = (definition: unknown): string => hash(JSON.stringify(definition), DEFINITION_LENGTH);

export const formatScheduleName = ({ key, task, definition }: ScheduleName): string => `${key}.${task}.${definition}`;

/** `undefined` for a name that is not one of ours. */
export const parseScheduleName = (name: string): ScheduleName | undefined => {
  const [, key, task, definition] = /^(.+)\.(\d+)\.([0-9a-f]{8})$/.exec(name) ?? [];
  if (key === undefined || definition === undefined) return undefined;
  return { key, task: Number(task), definition };
};
