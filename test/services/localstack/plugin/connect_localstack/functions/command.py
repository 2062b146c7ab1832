"""What runs a function, by its runtime."""

import json
from collections.abc import Mapping
from pathlib import Path

from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion

from connect_localstack import settings

NODE_CLIENT = Path(__file__).parent / "node-runtime.mjs"


def runtime_command(function_version: FunctionVersion, environment: Mapping[str, str]) -> list[str]:
    runtime = function_version.config.runtime or ""
    if runtime.startswith("nodejs"):
        return [settings.node_command(), str(NODE_CLIENT)]
    if runtime.startswith("provided"):
        return [str(Path(environment["LAMBDA_TASK_ROOT"]) / "bootstrap")]
    message = f"The host executor runs Node.js functions and custom runtimes; this one asks for `{runtime}`."
    raise StatusErrorException(
        message, payload=json.dumps({"errorType": "Runtime.Unsupported", "errorMessage": message}).encode()
    )
