"""Whether a request carries what its route asks for. Nothing is verified: LocalStack community knows no permissions."""

from typing import Any

from localstack.http import Request


def refusal(route: Any, request: Request) -> tuple[int, str] | None:
    """Status and message of the answer when it does not."""
    authorization = request.headers.get("Authorization", "")
    if route.authorization_type == "AWS_IAM":
        is_signed = authorization.startswith("AWS4-HMAC-SHA256 ") or "X-Amz-Signature" in request.args
        return None if is_signed else (403, "Forbidden")
    if route.authorization_type in ("JWT", "CUSTOM"):
        return None if authorization else (401, "Unauthorized")
    return None
