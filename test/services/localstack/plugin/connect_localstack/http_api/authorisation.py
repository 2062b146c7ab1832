"""Whether a request may take its route. Signatures and tokens must be there, and are not verified: LocalStack community
knows no permissions. An authoriser that is a function is asked.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
"""

import json
from typing import Any

from localstack.aws.connect import connect_to
from localstack.http import Request

from connect_localstack.http_api.function_arn import function_arn

FORBIDDEN = (403, "Forbidden")
UNAUTHORIZED = (401, "Unauthorized")


def refusal(api: Any, route: Any, request: Request, event: dict[str, Any]) -> tuple[int, str] | None:
    """Status and message of the answer to a request that may not; None for one that may."""
    if route.authorization_type == "AWS_IAM":
        return None if _is_signed(request) else FORBIDDEN
    if route.authorization_type == "JWT":
        return None if "Authorization" in request.headers else UNAUTHORIZED
    if route.authorization_type == "CUSTOM":
        return _ask_function(api.authorizers[route.authorizer_id], request, event)
    return None


def _is_signed(request: Request) -> bool:
    return request.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 ") or "X-Amz-Signature" in request.args


def _ask_function(authorizer: Any, request: Request, event: dict[str, Any]) -> tuple[int, str] | None:
    identity = [_identity(source, request) for source in authorizer.identity_source or []]
    if any(value is None for value in identity):
        return UNAUTHORIZED
    context = event["requestContext"]
    arn = function_arn(authorizer.authorizer_uri)
    _, _, _, region, account, *_ = arn.split(":")
    route = f"{context['apiId']}/{context['stage']}/{context['http']['method']}{event['rawPath']}"
    route_arn = f"arn:aws:execute-api:{region}:{account}:{route}"
    question = {**event, "type": "REQUEST", "routeArn": route_arn, "identitySource": identity}
    function = connect_to(aws_access_key_id=account, region_name=region).lambda_
    answer = function.invoke(FunctionName=arn, Payload=json.dumps(question))
    if "FunctionError" in answer:
        return 500, "Internal Server Error"
    verdict = json.loads(answer["Payload"].read())
    return None if _allows(verdict) else FORBIDDEN


def _identity(source: str, request: Request) -> str | None:
    """`$request.header.x-api-key` and `$request.querystring.key`; other sources are there always."""
    where, _, name = source.removeprefix("$request.").partition(".")
    if where == "header":
        return request.headers.get(name)
    return request.args.get(name) if where == "querystring" else ""


def _allows(verdict: Any) -> bool:
    """A simple response, or an IAM policy."""
    if not isinstance(verdict, dict):
        return False
    if "isAuthorized" in verdict:
        return verdict["isAuthorized"] is True
    statements = verdict.get("policyDocument", {}).get("Statement", [])
    return bool(statements) and all(statement.get("Effect") == "Allow" for statement in statements)
