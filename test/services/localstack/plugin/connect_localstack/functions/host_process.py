"""A function's process. It stays in LocalStack's process group, so that whoever kills LocalStack kills it too."""

import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


class HostProcess:
    """A running command whose output is read line by line."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        directory: str,
        on_line: Callable[[str], None],
        on_exit: Callable[["HostProcess", str], None],
    ) -> None:
        self._on_line = on_line
        self._on_exit = on_exit
        self._frozen = False
        self._cpu_ms = 0.0
        self._process = subprocess.Popen(
            command,
            env=dict(environment),
            cwd=directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._reader = threading.Thread(target=self._read, daemon=True, name=f"function-{self._process.pid}")
        self._reader.start()

    def is_running(self) -> bool:
        return self._process.poll() is None

    def cpu_ms(self) -> float:
        """What its threads have used of the processors so far; of a process that has ended, what was last known."""
        try:
            threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
            self._cpu_ms = sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6 or self._cpu_ms
        except OSError:
            pass  # A thread that ended while it was looked at, or a machine that does not tell.
        return self._cpu_ms

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)
        self._frozen = True

    def thaw(self) -> None:
        if self._frozen:
            self._signal(signal.SIGCONT)
            self._frozen = False

    def kill(self) -> None:
        """Ends it at once, and returns when its last line has been read."""
        self._signal(signal.SIGKILL)
        self._process.wait(timeout=5)
        self._reader.join(timeout=1)

    def _signal(self, number: signal.Signals) -> None:
        if self.is_running():
            self._process.send_signal(number)

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._on_line(line.decode(errors="replace").rstrip("\n"))
        self._on_exit(self, _describe_exit(self._process.wait()))


def _describe_exit(code: int) -> str:
    return f"exit status {code}" if code >= 0 else f"signal: {(signal.strsignal(-code) or str(-code)).lower()}"
