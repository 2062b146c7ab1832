"""What Invoke answers when a function's process could not: Lambda's own words."""

import json


def timed_out(request_id: str, timeout_s: int) -> bytes:
    return _error("Sandbox.Timedout", f"RequestId: {request_id} Error: Task timed out after {timeout_s:.2f} seconds")


def exited(request_id: str, reason: str) -> bytes:
    return _error("Runtime.ExitError", f"RequestId: {request_id} Error: Runtime exited with error: {reason}")


def response_too_large(limit: int) -> bytes:
    message = f"Response payload size exceeded maximum allowed payload size ({limit} bytes)."
    return _error("Function.ResponseSizeTooLarge", message)


def _error(kind: str, message: str) -> bytes:
    return json.dumps({"errorType": kind, "errorMessage": message}).encode()
