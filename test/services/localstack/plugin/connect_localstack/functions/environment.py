"""The environment of a function's process: Lambda's, and of this machine's only what a process cannot do without."""

import os
from collections.abc import Mapping

from localstack.services.lambda_.invocation.lambda_models import FunctionVersion

FROM_THIS_MACHINE = ("PATH", "LANG", "TMPDIR", "NODE_EXTRA_CA_CERTS")
# Lambda's Node runtime leaves a tenth of the memory to what is not JavaScript's heap.
HEAP_SHARE = 0.9


def function_environment(
    function_version: FunctionVersion, lambda_environment: Mapping[str, object], runtime_api: str
) -> dict[str, str]:
    configuration = function_version.config
    if configuration.code is None:
        raise ValueError("a function from a container image cannot run on the host")
    code = str(configuration.code.get_unzipped_code_location())
    own = {name: os.environ[name] for name in FROM_THIS_MACHINE if name in os.environ}
    given = {name: str(value) for name, value in lambda_environment.items()}
    logging = configuration.logging_config or {}
    heap_mb = int((configuration.memory_size or 128) * HEAP_SHARE)
    return {
        **own,
        **given,
        "TZ": ":UTC",
        "LAMBDA_TASK_ROOT": code,
        "NODE_PATH": f"{code}/node_modules",
        "AWS_LAMBDA_RUNTIME_API": runtime_api,
        "AWS_LAMBDA_LOG_FORMAT": logging.get("LogFormat") or "Text",
        "AWS_LAMBDA_LOG_LEVEL": logging.get("ApplicationLogLevel") or "INFO",
        # The SDK's advice on Node's version is not the function's business.
        "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": "true",
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{configuration.runtime}",
        "NODE_OPTIONS": f"{given.get('NODE_OPTIONS', '')} --max-old-space-size={heap_mb}".strip(),
    }
