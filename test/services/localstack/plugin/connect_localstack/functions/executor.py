"""LocalStack's `host` executor: one execution environment of a function is one process, as in Lambda.

LocalStack keeps what is around it: versions and aliases, reserved concurrency, reuse of warm environments, asynchronous
invocations with their retries and destinations, logs.
"""

import logging
import threading
import time
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Any

from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from connect_localstack.functions import failures, report
from connect_localstack.functions.command import runtime_command
from connect_localstack.functions.environment import function_environment
from connect_localstack.functions.host_process import HostProcess
from connect_localstack.functions.runtime_api import Invocation, RuntimeApi

LOG = logging.getLogger(__name__)
HOST = "127.0.0.1"
SETTLING_S = 1
LAST_LINES_S = 0.005


class HostExecutorPlugin(RuntimeExecutorPlugin):
    """Selected by LAMBDA_RUNTIME_EXECUTOR=host."""

    name = "host"

    def load(self, *args: Any, **kwargs: Any) -> type[RuntimeExecutor]:
        return HostExecutor


class HostExecutor(RuntimeExecutor):
    """An execution environment. A process that died or was killed is replaced at the next invocation."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self._name = function_version.id.function_name
        self._timeout_s: int = function_version.config.timeout or 3
        self._lock = threading.Lock()
        self._log = report.LogBuffer(self._name)
        self._api = RuntimeApi(HOST, self._timeout_s, self)
        self._environment: dict[str, str] = {}
        self._process: HostProcess | None = None
        self._initialised: Future[None] = Future()
        self._outcome: Future[tuple[bytes, bool]] = Future()
        self._settled = threading.Event()
        self._initialisation: tuple[float, float] | tuple[()] = ()
        self._stopped = False

    # LocalStack calls these.

    def start(self, env_vars: dict[str, str]) -> None:
        self._api.start()
        self._environment = function_environment(self.function_version, env_vars, self._api.address)
        self._process = self._initialise()

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        request_id = payload["invoke-id"]
        process = self._running_process()
        started, cpu_ms = time.perf_counter(), process.cpu_ms()
        body, is_error = self._run(Invocation.of(payload), process)
        usage = report.Usage(
            (time.perf_counter() - started) * 1000, max(0.0, process.cpu_ms() - cpu_ms), *self._take_initialisation()
        )
        logs = report.invocation_log(self.function_version, request_id, self._log.take(), usage)
        return InvocationResult(request_id, body, is_error=is_error, logs=logs)

    def stop(self) -> None:
        self._stopped = True
        if self._process is not None:
            self._process.kill()
        self._api.stop()

    def get_logs(self) -> str:
        return "\n".join(self._log.peek())

    def get_address(self) -> str:
        return HOST

    def get_endpoint_from_executor(self) -> str:
        return HOST

    def get_runtime_endpoint(self) -> str:
        return f"http://{HOST}"

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        if function_version.config.code:
            function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        """Nothing was prepared but the unzipped code, which LocalStack deletes itself."""

    # The Runtime API calls these, for the process.

    def on_idle(self) -> None:
        """The process asks for work. Until there is some it is frozen, as in Lambda: timers and sockets stand still."""
        if not self._initialised.done():
            self._initialised.set_result(None)
        self._settled.set()
        with self._lock:
            if self._process is not None and self._api.has_no_work():
                self._process.freeze()

    def on_initialisation_error(self, body: bytes) -> None:
        if not self._initialised.done():
            self._initialised.set_exception(StatusErrorException("initialisation failed", payload=body))

    def on_outcome(self, body: bytes, is_error: bool) -> None:
        limit = config.LAMBDA_LIMITS_MAX_FUNCTION_PAYLOAD_SIZE_BYTES
        outcome = (failures.response_too_large(limit), True) if len(body) > limit else (body, is_error)
        if not self._outcome.done():
            self._outcome.set_result(outcome)

    # Inside.

    def _running_process(self) -> HostProcess:
        if self._process is None or not self._process.is_running():
            self._process = self._initialise()
        return self._process

    def _initialise(self) -> HostProcess:
        self._api.forget()
        self._initialised = Future()
        started = time.perf_counter()
        process = self._process = HostProcess(
            command=runtime_command(self.function_version, self._environment),
            environment=self._environment,
            directory=self._environment["LAMBDA_TASK_ROOT"],
            on_line=self._log.add,
            on_exit=self._on_exit,
        )
        try:
            self._initialised.result(timeout=config.LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT)
        except FutureTimeout as error:
            process.kill()
            raise StatusErrorException(
                "initialisation timed out", payload=failures.exited(self.id, "timeout")
            ) from error
        self._initialisation = ((time.perf_counter() - started) * 1000, process.cpu_ms())
        LOG.info("%s: initialised in %.0f ms", self._name, self._initialisation[0])
        return process

    def _take_initialisation(self) -> tuple[float, float] | tuple[()]:
        """Of the process, if no event has been told of it yet."""
        taken, self._initialisation = self._initialisation, ()
        return taken

    def _run(self, invocation: Invocation, process: HostProcess) -> tuple[bytes, bool]:
        self._outcome = Future()
        self._settled.clear()
        with self._lock:
            self._api.offer(invocation)
            process.thaw()
        if not process.is_running():
            # It ended while nobody waited for an outcome.
            self.on_outcome(failures.exited(invocation.request_id, "killed"), is_error=True)
        try:
            outcome = self._outcome.result(timeout=self._timeout_s)
            # Until it asks for more work or ends: one that reports an error and exits is not given another event.
            self._settled.wait(SETTLING_S)
            time.sleep(LAST_LINES_S)
            return outcome
        except FutureTimeout:
            process.kill()
            return failures.timed_out(invocation.request_id, self._timeout_s), True

    def _on_exit(self, process: HostProcess, reason: str) -> None:
        if process is not self._process or self._stopped:
            return
        body = failures.exited(self._api.request_id or self.id, reason)
        self.on_initialisation_error(body)
        self.on_outcome(body, is_error=True)
        self._settled.set()
