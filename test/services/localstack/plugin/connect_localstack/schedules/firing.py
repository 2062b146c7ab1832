"""A clock that fires the schedules which LocalStack community only keeps."""

import logging
import threading
import time
from typing import Any

from localstack.runtime import hooks

from connect_localstack import settings
from connect_localstack.schedules.expression import At, Cron, Rate, parse_expression
from connect_localstack.schedules.target import invoke_target

LOG = logging.getLogger(__name__)
TICK_S = 0.25
# One that should have fired longer ago than this was overslept, and stays so.
FORGIVEN_S = 3_600


@hooks.on_infra_start()
def connect_fire_schedules() -> None:
    threading.Thread(target=Clock().run, daemon=True, name="schedules").start()


class Clock:
    """Remembers of each schedule when it fired last. A new expression is a new schedule, and a rate fires at once."""

    def __init__(self) -> None:
        self._last_s: dict[tuple[str, str, float], float] = {}

    def run(self) -> None:
        while True:
            time.sleep(TICK_S)
            try:
                self.tick(time.time())
            except Exception:
                LOG.exception("Schedules did not fire")

    def tick(self, now_s: float) -> None:
        for account, region, group, schedule in _all_schedules():
            if not _is_active(schedule, now_s) or not self._is_due(schedule, now_s):
                continue
            threading.Thread(target=invoke_target, args=(account, region, schedule), daemon=True).start()
            if schedule.action_after_completion == "DELETE" and schedule.schedule_expression.startswith("at("):
                group.delete_schedule(schedule.name)

    def _is_due(self, schedule: Any, now_s: float) -> bool:
        key = (schedule.arn, schedule.schedule_expression, schedule.creation_date)
        last_s = self._last_s.get(key)
        expression = parse_expression(schedule.schedule_expression, schedule.schedule_expression_timezone)
        fired_s = _due_time(expression, last_s, now_s)
        if fired_s is None:
            return False
        self._last_s[key] = fired_s
        return True


def _due_time(expression: Rate | Cron | At, last_s: float | None, now_s: float) -> float | None:
    """The time that it is due for, or None. Rates keep their beat however late the clock looks."""
    if isinstance(expression, Rate):
        period_s = expression.period_s / settings.schedule_speedup()
        if last_s is None:
            return now_s
        missed = int((now_s - last_s) // period_s)
        return last_s + missed * period_s if missed > 0 else None
    if isinstance(expression, Cron):
        minute_s = now_s // 60 * 60
        return minute_s if last_s != minute_s and expression.matches(now_s) else None
    is_due = last_s is None and expression.time_s <= now_s < expression.time_s + FORGIVEN_S
    return expression.time_s if is_due else None


def _is_active(schedule: Any, now_s: float) -> bool:
    start_s, end_s = (_seconds(date) for date in (schedule.start_date, schedule.end_date))
    return schedule.state == "ENABLED" and (start_s is None or start_s <= now_s) and (end_s is None or now_s <= end_s)


def _seconds(date: Any) -> float | None:
    if date is None:
        return None
    return date.timestamp() if hasattr(date, "timestamp") else float(date)


def _all_schedules() -> list[tuple[str, str, Any, Any]]:
    from moto.scheduler.models import scheduler_backends

    return [
        (account, region, group, schedule)
        for account in list(scheduler_backends)
        for region, backend in list(scheduler_backends[account].items())
        for group in list(backend.schedule_groups.values())
        for schedule in list(group.schedules.values())
    ]
