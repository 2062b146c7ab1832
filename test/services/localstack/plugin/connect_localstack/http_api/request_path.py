"""The path that a function sees, which is not the one that was sent."""

from urllib.parse import unquote

from localstack.http import Request
from rolo.request import get_raw_path


def decoded_path(request: Request, root: str) -> str:
    """An HTTP API decodes the path before it routes, so `%2F` becomes a slash, and drops all after a decoded `?`.

    Captured from AWS by https://github.com/hotsock/voker/pull/8. REST APIs and function URLs keep the path as sent.
    """
    sent = get_raw_path(request).removeprefix(root)
    return unquote(sent).partition("?")[0] or "/"
