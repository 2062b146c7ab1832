"""The event of an HTTP API, payload format 2.0.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
from typing import Any

from localstack.http import Request

from connect_localstack.http_api.routes import Match

TEXT_TYPES = ("text/", "application/json", "application/javascript", "application/xml")


def http_event(request: Request, account: str, api_id: str, path: str, match: Match) -> dict[str, Any]:
    """A function URL's event, which LocalStack makes, is nearly it."""
    from localstack.services.lambda_.urlrouter import event_for_lambda_url

    event = event_for_lambda_url(api_id, request)
    route_key = match.route.route_key
    cookies = event["headers"].pop("cookie", None)
    context = {**event["requestContext"], "accountId": account, "routeKey": route_key}
    context["http"] = {**context["http"], "path": path, "sourceIp": request.remote_addr or ""}
    optional = {
        "cookies": cookies.split("; ") if cookies else None,
        "pathParameters": match.parameters or None,
        "queryStringParameters": event.pop("queryStringParameters") or None,
    }
    return {
        **event,
        "routeKey": route_key,
        "rawPath": path,
        "rawQueryString": request.query_string.decode(),
        "requestContext": context,
        **_body(request),
        **{name: value for name, value in optional.items() if value is not None},
    }


def _body(request: Request) -> dict[str, Any]:
    data = request.get_data()
    if not data:
        return {"isBase64Encoded": False}
    if (request.content_type or "").lower().startswith(TEXT_TYPES):
        return {"body": data.decode(errors="replace"), "isBase64Encoded": False}
    return {"body": base64.b64encode(data).decode(), "isBase64Encoded": True}
