"""Lambda's Runtime API (2018-06-01) for one execution environment.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import queue
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol


@dataclass(frozen=True)
class Invocation:
    """One event for the function."""

    request_id: str
    function_arn: str
    trace_id: str
    payload: bytes

    @staticmethod
    def of(payload: dict[str, str]) -> "Invocation":
        return Invocation(
            request_id=payload["invoke-id"],
            function_arn=payload["invoked-function-arn"],
            trace_id=payload.get("trace-id") or "",
            payload=payload["payload"].encode(),
        )


class Listener(Protocol):
    """Who is told what the process does."""

    def on_idle(self) -> None: ...
    def on_initialisation_error(self, body: bytes) -> None: ...
    def on_outcome(self, body: bytes, is_error: bool) -> None: ...


class RuntimeApi:
    """The server, and the one invocation that may be under way."""

    def __init__(self, host: str, timeout_s: int, listener: Listener) -> None:
        self._timeout_s = timeout_s
        self._listener = listener
        self._work: queue.Queue[Invocation | None] = queue.Queue()
        self._server = _Server((host, 0), type("Handler", (_Handler,), {"api": self}))
        self.address = f"{host}:{self._server.server_address[1]}"
        self.request_id: str | None = None

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, daemon=True, name=f"runtime-api-{self.address}").start()

    def stop(self) -> None:
        self._work.put(None)
        # In a thread of its own: `shutdown` waits for the loop, which may be what called us.
        threading.Thread(target=self._close, daemon=True).start()

    def has_no_work(self) -> bool:
        return self._work.empty()

    def offer(self, invocation: Invocation) -> None:
        self.request_id = invocation.request_id
        self._work.put(invocation)

    def forget(self) -> None:
        """The process is gone: whoever still waits in its name must not take what is meant for its successor."""
        self.request_id = None
        abandoned, self._work = self._work, queue.Queue()
        abandoned.put(None)

    def next_invocation(self) -> tuple[Invocation, int] | None:
        """Waits for work; with it comes the deadline, in milliseconds since 1970. None when the environment stops."""
        self._listener.on_idle()
        invocation = self._work.get()
        if invocation is None:
            return None
        return invocation, int((time.time() + self._timeout_s) * 1000)

    def respond(self, request_id: str, body: bytes, is_error: bool) -> None:
        if request_id == self.request_id:
            self._listener.on_outcome(body, is_error)

    def refuse_initialisation(self, body: bytes) -> None:
        self._listener.on_initialisation_error(body)

    def _close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Silent: the process that asked was killed, and that is reported elsewhere."""


class _Handler(BaseHTTPRequestHandler):
    api: RuntimeApi
    protocol_version = "HTTP/1.1"
    # One packet a reply: header and body in two cost 40 ms, by Nagle's algorithm and delayed acknowledgements.
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        if not self.path.endswith("/runtime/invocation/next"):
            return self._reply(404)
        work = self.api.next_invocation()
        if work is None:
            self.close_connection = True
            return self._reply(410)
        invocation, deadline_ms = work
        self._reply(
            200,
            invocation.payload,
            {
                "Content-Type": "application/json",
                "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                "Lambda-Runtime-Deadline-Ms": str(deadline_ms),
                "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                "Lambda-Runtime-Trace-Id": invocation.trace_id,
            },
        )

    def do_POST(self) -> None:
        body = self._read_body()
        *_, subject, verb = self.path.strip("/").split("/")
        if (subject, verb) == ("init", "error"):
            self.api.refuse_initialisation(body)
        elif verb in ("response", "error"):
            self.api.respond(subject, body, is_error=verb == "error")
        self._reply(202, b'{"status":"OK"}', {"Content-Type": "application/json"})

    def _read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def _reply(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Silent: a line a request would drown LocalStack's log."""
