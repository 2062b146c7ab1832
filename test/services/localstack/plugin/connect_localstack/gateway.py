"""Binds LocalStack to the host of GATEWAY_LISTEN only; LocalStack itself would listen on every interface."""

from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start(priority=100)
def connect_bind_to_host() -> None:
    from localstack import config
    from localstack.runtime.server import twisted

    endpoint = twisted.endpoints.TCP4ServerEndpoint
    host = config.GATEWAY_LISTEN[0].host

    def bound(reactor: Any, port: int, *args: Any, **options: Any) -> Any:
        return endpoint(reactor, port, *args, **{"interface": host, **options})

    twisted.endpoints.TCP4ServerEndpoint = bound  # type: ignore[misc,assignment]
