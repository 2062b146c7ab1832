"""Partial failure: the function names records, and of each of their partitions all from the first named one on come again."""

from typing import Any

from connect_localstack.kafka.event import Record


def first_failures_on(records: list[Record], answer: dict[str, Any]) -> list[Record] | None:
    """The records that must come again, or None when the answer names one that was not in the batch: all of it failed."""
    sent = {(record.partition, record.offset) for record in records}
    first: dict[str, int] = {}
    for failure in answer["batchItemFailures"]:
        identifier = failure.get("itemIdentifier")
        if not isinstance(identifier, dict):
            return None
        partition, offset = identifier.get("partition"), identifier.get("offset")
        if (partition, offset) not in sent:
            return None
        first[partition] = min(offset, first.get(partition, offset))
    return [record for record in records if record.partition in first and record.offset >= first[record.partition]]
