export interface Way<T> {
  /** As a list names it: `local binaries`. */
  readonly name: string;
  /** Finds or fetches it; throws with the reason why it cannot. */
  readonly find: () => Promise<T>;
}

/** The first of several ways to get a service that works here. */
export async function firstAvailable<T>(service: string, ways: readonly Way<T>[], advice: string): Promise<T> {
  const reasons: string[] = [];
  for (const { name, find } of ways) {
    try {
      return await find();
    } catch (error) {
      reasons.push(`- ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`${service} cannot be started here. Tried:\n${reasons.join('\n')}\n${advice}`);
}
