"""The plug-in's settings: environment variables that `localstack.ts` or the compose file sets, read in one place."""

import os
import shutil


def node_command() -> str:
    """The Node that runs the functions, whatever `nodejs` runtime they ask for."""
    return os.environ.get("CONNECT_NODE") or shutil.which("node") or "node"


def dynamodb_port() -> int | None:
    """Where a DynamoDB Local runs already; without it LocalStack starts its own."""
    port = os.environ.get("CONNECT_DYNAMODB_PORT")
    return int(port) if port else None


def msk_bootstrap_servers() -> list[str]:
    """The brokers behind every MSK cluster: the stand-in's clusters are only records."""
    return os.environ.get("CONNECT_MSK_BOOTSTRAP_SERVERS", "127.0.0.1:9092").split(",")


def kafka_security_protocol() -> str | None:
    """Overrides the protocol of mappings with credentials, for a broker that has no TLS."""
    return os.environ.get("CONNECT_KAFKA_SECURITY_PROTOCOL")


def schedule_speedup() -> float:
    """With 60, `rate(1 minute)` fires every second."""
    return float(os.environ.get("CONNECT_SCHEDULE_SPEEDUP", "1"))


def echoes_function_logs() -> bool:
    """Whether what a function writes is in LocalStack's log at once, and not only in CloudWatch Logs at its end."""
    return os.environ.get("CONNECT_ECHO_FUNCTION_LOGS") == "1"
