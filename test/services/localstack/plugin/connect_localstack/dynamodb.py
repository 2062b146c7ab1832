"""Lets LocalStack use a DynamoDB Local that runs already, instead of downloading one from where no registry is.

LocalStack's own provider stays in front: it adds what DynamoDB Local lacks, such as tags and point-in-time recovery.
"""

from localstack.runtime import hooks

from connect_localstack import settings


@hooks.on_infra_start(priority=100)
def connect_given_dynamodb() -> None:
    if settings.dynamodb_port() is None:
        return
    from localstack.services.dynamodb.server import DynamodbServer

    # The port itself goes by LocalStack's own variable, DYNAMODB_LOCAL_PORT.
    DynamodbServer.start_dynamodb = lambda self: True  # type: ignore[method-assign]
    DynamodbServer.stop_dynamodb = lambda self: None  # type: ignore[method-assign]
