"""Which function an integration or authoriser names."""

import re


def function_arn(uri: str) -> str:
    """The ARN itself, or the one inside `…:path/2015-03-31/functions/<arn>/invocations`."""
    found = re.search(r"arn:[\w-]+:lambda:[^/]+", uri)
    if found is None:
        raise ValueError(f"only functions can be behind an HTTP API here, and {uri} is none")
    return found[0]
