/** The worker in a lease's owner `<worker id>#<run>`; a worker id may contain `#` itself. */
export const workerOf = (owner: string): string => owner.slice(0, owner.lastIndexOf('#'));
