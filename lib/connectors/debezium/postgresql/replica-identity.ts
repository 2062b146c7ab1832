import { namePatterns } from '../name-patterns.ts';

const ENTRY = /^\s*([^:]+):\s*(FULL|DEFAULT|NOTHING|INDEX\s+(\S+))\s*$/i;

/** A table's replica identity as ALTER TABLE takes it. */
interface ReplicaIdentity {
  matches(table: string): boolean;
  readonly kind: string;
  readonly index: string | null;
}

export const replicaIdentityProblem = (text: string): string | null => {
  const wrong = text.split(',').find((entry) => !ENTRY.test(entry));
  return wrong === undefined ? null : `'${wrong}' is not <table>:<FULL|DEFAULT|NOTHING|INDEX name>`;
};

/** Reads `replica.identity.autoset.values`. */
export const parseReplicaIdentities = (text: string | null): readonly ReplicaIdentity[] =>
  (text === null ? [] : text.split(',')).flatMap((entry) => {
    const [, table = '', kind = '', index] = ENTRY.exec(entry) ?? [];
    if (table === '') return [];
    return [{ matches: namePatterns([table]), kind: kind.split(/\s/)[0]?.toUpperCase() ?? '', index: index ?? null }];
  });
