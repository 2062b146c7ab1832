import { spawn } from 'node:child_process';

/**
 * Runs a shell script, with `$1` and so on, when this process ends without calling `release`, however it ends: return,
 * Ctrl-C, crash or SIGKILL. The shell waits on a pipe that only this process holds: the kernel closes it with the process.
 */
export function startWatchdog(script: string, ...args: readonly string[]): { release(): void } {
  const shell = spawn('sh', ['-c', `read -r _ || { ${script}; }`, 'watchdog', ...args], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  shell.unref();
  shell.stdin.on('error', () => {});
  return { release: () => void shell.stdin.end('released\n') };
}
