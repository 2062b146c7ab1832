"""CloudFormation's custom resources: a function that is told of create, update and delete, and answers at a URL.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
"""

import json
import uuid
from typing import Any

from localstack import config
from localstack.http import Request, Response
from localstack.runtime import hooks
from localstack.services.cloudformation.resource_provider import (
    CloudFormationResourceProviderPlugin,
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

ROOT = "/_aws/custom-resource-answers"
# Answers that have come and nobody has fetched yet, by the request that they are for.
_answers: dict[str, dict[str, Any]] = {}


@hooks.on_infra_start()
def connect_take_custom_resource_answers() -> None:
    from localstack.services.edge import ROUTER

    # On AWS it is a presigned URL of a bucket.
    ROUTER.add(f"{ROOT}/<request_id>", _take_answer, methods=["PUT"])  # type: ignore[arg-type]


def _take_answer(request: Request, request_id: str) -> Response:
    _answers[request_id] = json.loads(request.get_data())
    return Response(status=200)


class CustomResource(ResourceProvider):
    """LocalStack calls again every second, with the same context, until it is told that the work is done."""

    TYPE = "AWS::CloudFormation::CustomResource"
    SCHEMA = {  # noqa: RUF012
        "typeName": TYPE,
        "primaryIdentifier": ["/properties/Id"],
        "readOnlyProperties": ["/properties/Id"],
        "properties": {"Id": {}, "ServiceToken": {}},
    }

    def create(self, request: ResourceRequest) -> ProgressEvent:
        return _go_on(request, "Create", {})

    def read(self, request: ResourceRequest) -> ProgressEvent:
        return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=request.desired_state)

    def update(self, request: ResourceRequest) -> ProgressEvent:
        previous = request.previous_state or {}
        old = {"PhysicalResourceId": previous.get("Id"), "OldResourceProperties": _properties(previous)}
        return _go_on(request, "Update", old)

    def delete(self, request: ResourceRequest) -> ProgressEvent:
        return _go_on(request, "Delete", {"PhysicalResourceId": request.desired_state.get("Id")})


def _go_on(request: ResourceRequest, request_type: str, more: dict[str, Any]) -> ProgressEvent:
    request_id = request.custom_context.get("request_id")
    if request_id is None:
        return _in_progress(request, _ask(request, request_type, more))
    answer = _answers.pop(request_id, None)
    if answer is None:
        return _in_progress(request, request_id)
    if answer["Status"] != "SUCCESS":
        message = answer.get("Reason", "the custom resource gave no reason")
        return ProgressEvent(
            status=OperationStatus.FAILED,
            resource_model=request.desired_state,
            message=message,
            error_code="GeneralServiceException",
        )
    model = {**request.desired_state, **answer.get("Data", {}), "Id": answer["PhysicalResourceId"]}
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


def _ask(request: ResourceRequest, request_type: str, more: dict[str, Any]) -> str:
    request_id = str(uuid.uuid4())
    event = {
        "RequestType": request_type,
        "ResponseURL": f"http://{config.LOCALSTACK_HOST}{ROOT}/{request_id}",
        "StackId": request.stack_id,
        "RequestId": request_id,
        "ResourceType": request.resource_type,
        "LogicalResourceId": request.logical_resource_id,
        "ServiceToken": request.desired_state["ServiceToken"],
        "ResourceProperties": _properties(request.desired_state),
        **more,
    }
    request.aws_client_factory.lambda_.invoke(
        FunctionName=event["ServiceToken"], InvocationType="Event", Payload=json.dumps(event)
    )
    return request_id


def _in_progress(request: ResourceRequest, request_id: str) -> ProgressEvent:
    return ProgressEvent(
        status=OperationStatus.IN_PROGRESS,
        resource_model=request.desired_state,
        custom_context={"request_id": request_id},
    )


def _properties(model: dict[str, Any]) -> Any:
    return _as_text({name: value for name, value in model.items() if name != "Id"})


def _as_text(value: Any) -> Any:
    """CloudFormation hands numbers and booleans over as text."""
    if isinstance(value, dict):
        return {name: _as_text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return json.dumps(value) if isinstance(value, bool | int | float) else value


class CustomResourcePlugin(CloudFormationResourceProviderPlugin):
    name = CustomResource.TYPE

    def __init__(self) -> None:
        self.factory: type[ResourceProvider] | None = None

    def load(self) -> None:
        self.factory = CustomResource
