"""Which route of an API a request takes: the most specific one.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Match:
    route: Any
    parameters: dict[str, str]
    #: The higher wins: a full path before a greedy one before `$default`, then a method before `ANY`.
    rank: tuple[int, int, int]


def best_route(routes: Iterable[Any], method: str, path: str) -> Match | None:
    matches = [match for route in list(routes) if (match := _match(route, method, path)) is not None]
    return max(matches, key=lambda match: match.rank, default=None)


def _match(route: Any, method: str, path: str) -> Match | None:
    if route.route_key == "$default":
        return Match(route, {}, (0, 0, 0))
    wanted_method, _, pattern = route.route_key.partition(" ")
    if wanted_method not in ("ANY", method):
        return None
    found = re.fullmatch(_expression(pattern), path)
    if found is None:
        return None
    is_greedy = "+}" in pattern
    literal_length = len(re.sub(r"\{[^}]*\}", "", pattern))
    return Match(route, found.groupdict(), (1 if is_greedy else 2, literal_length, wanted_method != "ANY"))


def _expression(pattern: str) -> str:
    """`/connectors/{name}` and `/{proxy+}` as regular expressions."""
    literal = re.escape(pattern)
    greedy = re.sub(r"\\\{(\w+)\\\+\\\}", r"(?P<\1>.+)", literal)
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", greedy)
