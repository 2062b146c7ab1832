/** One line for somebody who waits. */
export function reportProgress(text: string): void {
  process.stderr.write(`${text}\n`);
}
