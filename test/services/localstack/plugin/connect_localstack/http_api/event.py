"""The event of an HTTP API, payload format 2.0.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

from typing import Any

from localstack.http import Request

from connect_localstack.http_api.routes import Match


def http_event(request: Request, account: str, api_id: str, path: str, match: Match) -> dict[str, Any]:
    """A function URL's event, which LocalStack makes, is nearly it."""
    from localstack.services.lambda_.urlrouter import event_for_lambda_url

    event = event_for_lambda_url(api_id, request)
    route_key = match.route.route_key
    cookies = event["headers"].pop("cookie", None)
    context = {**event["requestContext"], "accountId": account, "routeKey": route_key}
    context["http"] = {**context["http"], "path": path}
    optional = {
        "cookies": cookies.split("; ") if cookies else None,
        "pathParameters": match.parameters or None,
        "queryStringParameters": event.pop("queryStringParameters") or None,
    }
    return {
        **event,
        "routeKey": route_key,
        "rawPath": path,
        "requestContext": context,
        **{name: value for name, value in optional.items() if value is not None},
    }
