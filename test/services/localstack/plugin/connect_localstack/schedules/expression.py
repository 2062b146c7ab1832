"""Schedule expressions: rate(…), cron(…) and at(…).

https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
"""

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

SECONDS = {"minute": 60, "hour": 3_600, "day": 86_400}
MONTH_NAMES = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)}
WEEKDAYS = {name: number for number, name in enumerate(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], start=1)}


@dataclass(frozen=True)
class Rate:
    period_s: int


@dataclass(frozen=True)
class Cron:
    fields: str
    zone: ZoneInfo

    def matches(self, now_s: float) -> bool:
        """Whether it fires in that minute. `L`, `W` and `#` are not understood."""
        now = datetime.fromtimestamp(now_s, self.zone)
        minute, hour, day, month, weekday, year = self.fields.split()
        return (
            _matches(minute, now.minute, 0, 59)
            and _matches(hour, now.hour, 0, 23)
            and _matches(day, now.day, 1, 31)
            and _matches(month, now.month, 1, 12, MONTHS)
            and _matches(weekday, now.isoweekday() % 7 + 1, 1, 7, WEEKDAYS)
            and _matches(year, now.year, 1970, 2199)
        )


@dataclass(frozen=True)
class At:
    time_s: float


def parse_expression(text: str, time_zone: str | None) -> Rate | Cron | At:
    zone = ZoneInfo(time_zone or "UTC")
    if match := re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", text):
        return Rate(int(match[1]) * SECONDS[match[2]])
    if match := re.fullmatch(r"cron\((.+)\)", text):
        return Cron(match[1], zone)
    if match := re.fullmatch(r"at\((.+)\)", text):
        return At(datetime.fromisoformat(match[1]).replace(tzinfo=zone).timestamp())
    raise ValueError(f"not a schedule expression: {text}")


def _matches(field: str, value: int, low: int, high: int, names: dict[str, int] | None = None) -> bool:
    return any(_matches_part(part, value, low, high, names or {}) for part in field.upper().split(","))


def _matches_part(part: str, value: int, low: int, high: int, names: dict[str, int]) -> bool:
    span, _, step = part.partition("/")
    for name, number in names.items():
        span = span.replace(name, str(number))
    if span in ("*", "?"):
        first, last = low, high
    elif "-" in span:
        first, last = (int(end) for end in span.split("-"))
    else:
        first = int(span)
        last = high if step else first
    return first <= value <= last and (value - first) % int(step or 1) == 0
