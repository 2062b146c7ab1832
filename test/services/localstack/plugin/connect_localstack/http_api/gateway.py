"""Serves every HTTP API at http://<LocalStack>/_aws/http-api/<api id>/<path>, which needs no DNS."""

import json
import logging
from typing import Any

from localstack.aws.connect import connect_to
from localstack.http import Request, Response
from localstack.runtime import hooks

from connect_localstack.http_api.authorisation import refusal
from connect_localstack.http_api.event import http_event
from connect_localstack.http_api.function_arn import function_arn
from connect_localstack.http_api.request_path import decoded_path
from connect_localstack.http_api.routes import best_route

LOG = logging.getLogger(__name__)
ROOT = "/_aws/http-api"


@hooks.on_infra_start()
def connect_serve_http_apis() -> None:
    from localstack.services.edge import ROUTER

    for rule in ("", "/", "/<path:path>"):
        ROUTER.add(f"{ROOT}/<api_id>{rule}", _serve)  # type: ignore[arg-type]


def _serve(request: Request, api_id: str, path: str = "") -> Response:
    found = _find_api(api_id)
    if found is None:
        return _message(404, "Not Found")
    account, region, api = found
    path = decoded_path(request, f"{ROOT}/{api_id}")
    match = best_route(api.routes.values(), request.method, path)
    if match is None:
        return _message(404, "Not Found")
    event = http_event(request, account, api_id, path, match)
    if (answer := refusal(api, match.route, request, event)) is not None:
        return _message(*answer)
    integration = api.integrations[match.route.target.split("/")[-1]]
    return _invoke(function_arn(integration.integration_uri), account, region, event)


def _invoke(function: str, account: str, region: str, event: dict[str, Any]) -> Response:
    from localstack.services.lambda_.invocation.lambda_models import InvocationResult
    from localstack.services.lambda_.urlrouter import lambda_result_to_response

    functions = connect_to(aws_access_key_id=account, region_name=region).lambda_
    try:
        answer = functions.invoke(FunctionName=function, Payload=json.dumps(event))
    except Exception as error:
        LOG.warning("HTTP API: %s: %s", function, error)
        return _message(500, "Internal Server Error")
    payload = answer["Payload"].read()
    if "FunctionError" in answer:
        LOG.warning("HTTP API: %s failed: %s", function, payload[:500])
        return _message(500, "Internal Server Error")
    request_id = answer["ResponseMetadata"].get("RequestId", "")
    response = lambda_result_to_response(InvocationResult(request_id, payload, is_error=False, logs=None))
    _add_cookies(response, payload)
    return response


def _add_cookies(response: Response, payload: bytes) -> None:
    answer = json.loads(payload)
    for cookie in answer.get("cookies", []) if isinstance(answer, dict) else []:
        response.headers.add("Set-Cookie", cookie)


def _find_api(api_id: str) -> tuple[str, str, Any] | None:
    from moto.apigatewayv2.models import apigatewayv2_backends

    for account in list(apigatewayv2_backends):
        for region, backend in list(apigatewayv2_backends[account].items()):
            if api := backend.apis.get(api_id):
                return account, region, api
    return None


def _message(status: int, text: str) -> Response:
    return Response(json.dumps({"message": text}), status, mimetype="application/json")
