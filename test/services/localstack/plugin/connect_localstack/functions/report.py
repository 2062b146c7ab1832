"""What a function writes, framed for CloudWatch Logs as Lambda frames it."""

import threading

from localstack.services.lambda_.invocation.lambda_models import FunctionVersion

from connect_localstack import settings


class LogBuffer:
    """The lines since the last report. What is written while initialising belongs to the first invocation."""

    def __init__(self, function_name: str) -> None:
        self._function_name = function_name
        self._lines: list[str] = []
        self._lock = threading.Lock()

    def add(self, line: str) -> None:
        if settings.echoes_function_logs():
            print(f"[{self._function_name}] {line}", flush=True)
        with self._lock:
            self._lines.append(line)

    def peek(self) -> list[str]:
        with self._lock:
            return list(self._lines)

    def take(self) -> list[str]:
        with self._lock:
            lines, self._lines = self._lines, []
            return lines


def invocation_log(function_version: FunctionVersion, request_id: str, lines: list[str], duration_ms: float) -> str:
    report = (
        f"REPORT RequestId: {request_id}\tDuration: {duration_ms:.2f} ms\tBilled Duration: {int(duration_ms) + 1} ms"
        f"\tMemory Size: {function_version.config.memory_size} MB"
    )
    start = f"START RequestId: {request_id} Version: {function_version.id.qualifier}"
    return "\n".join([start, *lines, f"END RequestId: {request_id}", report, ""])
