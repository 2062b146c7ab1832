/** What a fake of AWS was asked, and how it is told to fail. */
export interface Calls {
  /** How often each operation was called. */
  count(operation?: string): number;
  /** Has the next call of an operation fail so. */
  failNext(operation: string, error: Error): void;
  reset(): void;
}

export const awsError = (name: string, message = name): Error => Object.assign(new Error(message), { name });

/** Counts calls before they are answered. */
export const recordCalls = (): Calls & { enter(operation: string): void } => {
  let calls: string[] = [];
  const failures = new Map<string, Error[]>();
  return {
    enter: (operation) => {
      calls.push(operation);
      const error = failures.get(operation)?.shift();
      if (error !== undefined) throw error;
    },
    count: (operation) => calls.filter((one) => operation === undefined || one === operation).length,
    failNext: (operation, error) => failures.set(operation, [...(failures.get(operation) ?? []), error]),
    reset: () => {
      calls = [];
    },
  };
};
