"""Which function an integration or authoriser names."""

import re


def function_arn(uri: str) -> str:
    """The ARN itself, or the one inside `…:path/2015-03-31/functions/<arn>/invocations`."""
    return re.search(r"arn:[\w-]+:lambda:[^/]+", uri)[0]
