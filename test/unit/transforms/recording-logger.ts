import type { Logger } from '../../../lib/connect/logger.ts';

/** A logger that keeps what it is told, each line with its level in front. */
export const recordingLogger = (): { readonly log: Logger; readonly lines: readonly string[] } => {
  const lines: string[] = [];
  const at = (level: string) => (message: string, facts?: Readonly<Record<string, unknown>>) =>
    void lines.push(`${level} ${message} ${JSON.stringify(facts ?? {})}`);
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines };
};
