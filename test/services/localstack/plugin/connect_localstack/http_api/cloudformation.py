"""CloudFormation's resources of HTTP APIs, which LocalStack community accepts and silently does not create."""

import logging
from typing import Any

from localstack import config
from localstack.services.cloudformation.resource_provider import (
    CloudFormationResourceProviderPlugin,
    OperationStatus,
    ProgressEvent,
    ResourceProvider,
    ResourceRequest,
)

from connect_localstack.http_api.gateway import ROOT

LOG = logging.getLogger(__name__)


class _HttpApiResource(ResourceProvider):
    """Creates, updates and deletes by the API's own operations, which are named after the resource."""

    kind = ""
    properties: tuple[str, ...] = ()

    @property
    def id_name(self) -> str:
        return "StageName" if self.kind == "Stage" else f"{self.kind}Id"

    def create(self, request: ResourceRequest) -> ProgressEvent:
        model = request.desired_state
        answer = self._operation(request, "create")(**self._parameters(model))
        model[self.id_name] = answer[self.id_name]
        if self.kind == "Api":
            model["ApiEndpoint"] = f"http://{config.LOCALSTACK_HOST}{ROOT}/{model['ApiId']}"
        return _done(model)

    def read(self, request: ResourceRequest) -> ProgressEvent:
        return _done(request.desired_state)

    def update(self, request: ResourceRequest) -> ProgressEvent:
        model = {**(request.previous_state or {}), **request.desired_state}
        self._operation(request, "update")(**self._parameters(model), **self._own_id(model))
        return _done(model)

    def delete(self, request: ResourceRequest) -> ProgressEvent:
        model = request.desired_state
        try:
            self._operation(request, "delete")(**self._api_id(model), **self._own_id(model))
        except Exception as error:
            # Its API may have been deleted before it, and took it along.
            LOG.debug("%s %s: %s", self.kind, model.get(self.id_name), error)
        return _done(model)

    def _operation(self, request: ResourceRequest, verb: str) -> Any:
        return getattr(request.aws_client_factory.apigatewayv2, f"{verb}_{self.kind.lower()}")

    def _parameters(self, model: dict[str, Any]) -> dict[str, Any]:
        given = {name: model[name] for name in self.properties if model.get(name) is not None}
        return {**given, **self._api_id(model)}

    def _api_id(self, model: dict[str, Any]) -> dict[str, str]:
        return {} if self.kind == "Api" else {"ApiId": model["ApiId"]}

    def _own_id(self, model: dict[str, Any]) -> dict[str, str]:
        return {self.id_name: model[self.id_name]}


def _done(model: dict[str, Any]) -> ProgressEvent:
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


def _plugin(kind: str, *properties: str) -> type[CloudFormationResourceProviderPlugin]:
    """The plug-in that LocalStack loads for a resource type; it makes the provider."""
    type_name = f"AWS::ApiGatewayV2::{kind}"
    id_name = "StageName" if kind == "Stage" else f"{kind}Id"
    schema = {
        "typeName": type_name,
        "primaryIdentifier": [f"/properties/{id_name}"],
        "readOnlyProperties": [] if kind == "Stage" else [f"/properties/{id_name}"],
        "properties": {name: {} for name in ("ApiId", *properties)},
    }
    fields = {"TYPE": type_name, "SCHEMA": schema, "kind": kind, "properties": properties}
    provider = type(f"{kind}Provider", (_HttpApiResource,), fields)

    class Plugin(CloudFormationResourceProviderPlugin):
        name = type_name

        def __init__(self) -> None:
            self.factory: type[ResourceProvider] | None = None

        def load(self) -> None:
            self.factory = provider

    return Plugin


ApiPlugin = _plugin(
    "Api", "Name", "ProtocolType", "Description", "CorsConfiguration", "DisableExecuteApiEndpoint", "Version"
)
AuthorizerPlugin = _plugin(
    "Authorizer",
    "Name",
    "AuthorizerType",
    "AuthorizerUri",
    "AuthorizerPayloadFormatVersion",
    "AuthorizerResultTtlInSeconds",
    "EnableSimpleResponses",
    "IdentitySource",
    "JwtConfiguration",
)
IntegrationPlugin = _plugin(
    "Integration", "IntegrationType", "IntegrationUri", "IntegrationMethod", "PayloadFormatVersion", "TimeoutInMillis"
)
RoutePlugin = _plugin("Route", "RouteKey", "Target", "AuthorizationType", "AuthorizerId", "AuthorizationScopes")
StagePlugin = _plugin("Stage", "StageName", "AutoDeploy", "Description")
