"""What a function writes, framed for CloudWatch Logs as Lambda frames it."""

import json
import threading
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Usage:
    """What an event took: time by the clock, and time of a processor, which AWS does not tell."""

    duration_ms: float
    cpu_ms: float
    # The same for the initialisation before it, if there was one.
    init_duration_ms: float | None = None
    init_cpu_ms: float | None = None

    def metrics(self, function_version: FunctionVersion) -> dict[str, float | int]:
        metrics: dict[str, float | int] = {
            "durationMs": round(self.duration_ms, 2),
            "billedDurationMs": int(self.duration_ms + (self.init_duration_ms or 0)) + 1,
            "memorySizeMB": function_version.config.memory_size,
            "cpuMs": round(self.cpu_ms, 2),
        }
        if self.init_duration_ms is not None and self.init_cpu_ms is not None:
            metrics["initDurationMs"] = round(self.init_duration_ms, 2)
            metrics["initCpuMs"] = round(self.init_cpu_ms, 2)
        return metrics


def invocation_log(function_version: FunctionVersion, request_id: str, lines: list[str], usage: Usage) -> str:
    is_json = (function_version.config.logging_config or {}).get("LogFormat") == "JSON"
    frame = _json_frame if is_json else _text_frame
    start, end = frame(function_version, request_id, usage)
    return "\n".join([start, *lines, end, ""])


def _text_frame(function_version: FunctionVersion, request_id: str, usage: Usage) -> tuple[str, str]:
    metrics = usage.metrics(function_version)
    report = (
        f"REPORT RequestId: {request_id}\tDuration: {metrics['durationMs']:.2f} ms"
        f"\tBilled Duration: {metrics['billedDurationMs']} ms\tMemory Size: {metrics['memorySizeMB']} MB"
    )
    if "initDurationMs" in metrics:
        report += f"\tInit Duration: {metrics['initDurationMs']:.2f} ms"
    start = f"START RequestId: {request_id} Version: {function_version.id.qualifier}"
    return start, f"END RequestId: {request_id}\n{report}"


def _json_frame(function_version: FunctionVersion, request_id: str, usage: Usage) -> tuple[str, str]:
    now = datetime.now(UTC)
    metrics = usage.metrics(function_version)
    start = {"requestId": request_id, "version": function_version.id.qualifier}
    begun = _platform_event(now - timedelta(milliseconds=usage.duration_ms), "platform.start", start)
    return begun, _platform_event(now, "platform.report", {"requestId": request_id, "metrics": metrics})


def _platform_event(moment: datetime, kind: str, record: dict[str, Any]) -> str:
    time = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"time": time, "type": kind, "record": record})
