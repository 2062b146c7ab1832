import { execFile } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** Runs a command to its end and returns what it printed; a failure shows the end of its output. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { cwd, env, user } = options;
  const settings = { maxBuffer: 64 << 20, env: { ...process.env, ...env }, ...(cwd !== undefined && { cwd }), ...user };
  return new Promise((resolve, reject) => {
    execFile(command, args, settings, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const output = `${stdout}\n${stderr}`.trim().slice(-3_000);
      reject(
        new Error(
          `\`${command} ${args[0] ?? ''}\` failed (${error.code ?? error.signal}):\n${output || error.message}`,
        ),
      );
    });
  });
}
