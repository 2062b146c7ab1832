"""How Lambda hands a batch to the function: again and again until it succeeds, is too old or has no retry left.

https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from botocore.exceptions import ClientError
from localstack.services.lambda_.event_source_mapping.esm_event_processor import EsmEventProcessor
from localstack.services.lambda_.event_source_mapping.event_processor import (
    BatchFailureError,
    PartialBatchFailureError,
)

from connect_localstack.kafka.batch_item_failures import first_failures_on
from connect_localstack.kafka.event import Record, kafka_event
from connect_localstack.kafka.failure_destination import send_to_destination

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5
THROTTLED_PAUSE_S = 1
# With a destination, Lambda does not retry for ever even when told to.
RETRIES_WITH_DESTINATION = 10


@dataclass(frozen=True)
class Attempted:
    """Records that go together, and how often they went."""

    records: list[Record]
    attempts: int = 0


@dataclass(frozen=True)
class Failure:
    """What of a batch is left to do, and what the function's answer was."""

    left: list[Record]
    error: dict[str, Any]
    is_partial: bool
    #: Lambda itself refused the invocation, by throttling for instance: that spends no retry.
    is_counted: bool = True


@dataclass(frozen=True)
class Delivery:
    mapping: dict[str, Any]
    event_source: str
    source_arn: str
    bootstrap_servers: list[str]
    processor: EsmEventProcessor
    on_result: Callable[[str], None]
    #: Waits so many seconds; false when the mapping ends meanwhile.
    wait: Callable[[float], bool]

    def deliver(self, records: list[Record]) -> list[Record]:
        """Returns when every record is processed or discarded; with those that are neither when the mapping ends."""
        todo: deque[Attempted] = deque([Attempted(records)] if records else [])
        while todo:
            batch = self._without_old_ones(todo.popleft())
            failure = self._invoke(batch.records) if batch.records else None
            if failure is None:
                continue
            batch = Attempted(failure.left, batch.attempts + failure.is_counted)
            if self._is_exhausted(batch):
                self._discard(batch, "RetryAttemptsExhausted", failure.error)
                continue
            todo.extendleft(reversed(self._split(batch, failure)))
            if not self.wait(_pause(batch.attempts) if failure.is_counted else THROTTLED_PAUSE_S):
                return [record for left in todo for record in left.records]
        return []

    def _invoke(self, records: list[Record]) -> Failure | None:
        event = kafka_event(records, self.event_source, self.source_arn, self.bootstrap_servers)
        try:
            self.processor.process_events_batch(event)
        except PartialBatchFailureError as failure:
            self.on_result("PROBLEM: Function call failed")
            left = first_failures_on(records, {**(failure.partial_failure_payload or {})})
            return Failure(records if left is None else left, failure.error, is_partial=left is not None)
        except BatchFailureError as failure:
            self.on_result("PROBLEM: Function call failed")
            return Failure(records, failure.error, is_partial=False)
        except ClientError as error:
            self.on_result(f"PROBLEM: {error.response['Error']['Code']}")
            return Failure(records, {}, is_partial=False, is_counted=False)
        self.on_result("OK")
        return None

    def _split(self, batch: Attempted, failure: Failure) -> list[Attempted]:
        wanted = self.mapping.get("BisectBatchOnFunctionError") and failure.is_counted and not failure.is_partial
        if not wanted or len(batch.records) == 1:
            return [batch]
        middle = len(batch.records) // 2
        return [replace(batch, records=batch.records[:middle]), replace(batch, records=batch.records[middle:])]

    def _is_exhausted(self, batch: Attempted) -> bool:
        retries = self.mapping.get("MaximumRetryAttempts", -1)
        if retries in (None, -1):
            if not self._destination():
                return False
            retries = RETRIES_WITH_DESTINATION
        return batch.attempts > retries

    def _without_old_ones(self, batch: Attempted) -> Attempted:
        limit_s = self.mapping.get("MaximumRecordAgeInSeconds") or -1
        oldest_ms = (time.time() - limit_s) * 1000 if limit_s > 0 else float("-inf")
        old = [record for record in batch.records if record.timestamp_ms < oldest_ms]
        if old:
            self._discard(replace(batch, records=old), "RecordAgeExceeded", {})
        return replace(batch, records=[record for record in batch.records if record.timestamp_ms >= oldest_ms])

    def _discard(self, batch: Attempted, condition: str, error: dict[str, Any]) -> None:
        if destination := self._destination():
            context = self.processor.generate_event_failure_context(
                condition, error=error, attempts_count=batch.attempts
            )
            send_to_destination(destination, context, batch.records, self)

    def _destination(self) -> str | None:
        return (self.mapping.get("DestinationConfig") or {}).get("OnFailure", {}).get("Destination")


def _pause(attempts: int) -> float:
    return min(FIRST_PAUSE_S * 2**attempts, LONGEST_PAUSE_S)
