"""Services that LocalStack community could serve by its library (moto), and does not: HTTP APIs and MSK clusters."""

from localstack.aws.skeleton import Skeleton
from localstack.aws.spec import load_service
from localstack.services.plugins import Service, aws_provider


def _served_by_moto(name: str) -> Service:
    from localstack.services.moto import _proxy_moto

    model = load_service(name)
    return Service(name=name, skeleton=Skeleton(model, {operation: _proxy_moto for operation in model.operation_names}))


@aws_provider()
def apigatewayv2() -> Service:
    return _served_by_moto("apigatewayv2")


@aws_provider()
def kafka() -> Service:
    return _served_by_moto("kafka")
