"""What a function writes, framed for CloudWatch Logs as Lambda frames it."""

import json
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from localstack.runtime import hooks
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


@hooks.on_infra_start()
def connect_function_log_groups() -> None:
    """LocalStack keeps the log group that a function asks for, and writes to the one of its name."""
    from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment

    original = ExecutionEnvironment.get_log_group_name

    def get_log_group_name(self: Any) -> str:
        return (self.function_version.config.logging_config or {}).get("LogGroup") or original(self)

    ExecutionEnvironment.get_log_group_name = get_log_group_name  # type: ignore[method-assign]


def invocation_log(function_version: FunctionVersion, request_id: str, lines: list[str], duration_ms: float) -> str:
    is_json = (function_version.config.logging_config or {}).get("LogFormat") == "JSON"
    frame = _json_frame if is_json else _text_frame
    start, end = frame(function_version, request_id, duration_ms)
    return "\n".join([start, *lines, end, ""])


def _text_frame(function_version: FunctionVersion, request_id: str, duration_ms: float) -> tuple[str, str]:
    report = (
        f"REPORT RequestId: {request_id}\tDuration: {duration_ms:.2f} ms\tBilled Duration: {int(duration_ms) + 1} ms"
        f"\tMemory Size: {function_version.config.memory_size} MB"
    )
    start = f"START RequestId: {request_id} Version: {function_version.id.qualifier}"
    return start, f"END RequestId: {request_id}\n{report}"


def _json_frame(function_version: FunctionVersion, request_id: str, duration_ms: float) -> tuple[str, str]:
    now = datetime.now(UTC)
    metrics = {
        "durationMs": round(duration_ms, 2),
        "billedDurationMs": int(duration_ms) + 1,
        "memorySizeMB": function_version.config.memory_size,
    }
    start = {"requestId": request_id, "version": function_version.id.qualifier}
    begun = _platform_event(now - timedelta(milliseconds=duration_ms), "platform.start", start)
    return begun, _platform_event(now, "platform.report", {"requestId": request_id, "metrics": metrics})


def _platform_event(moment: datetime, kind: str, record: dict[str, Any]) -> str:
    time = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"time": time, "type": kind, "record": record})
