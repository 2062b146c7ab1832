"""Partial failure: the function names records, and each of their partitions comes again from the first one named on."""

from typing import Any

from connect_localstack.kafka.event import Record


def first_failures_on(records: list[Record], answer: dict[str, Any]) -> list[Record] | None:
    """The records that must come again; None, for all, when the answer names one that was not in the batch."""
    sent = {(record.partition, record.offset) for record in records}
    first: dict[str, int] = {}
    for failure in answer.get("batchItemFailures", []):
        named = _named(failure)
        if named not in sent:
            return None
        partition, offset = named
        first[partition] = min(offset, first.get(partition, offset))
    return [record for record in records if record.partition in first and record.offset >= first[record.partition]]


def _named(failure: dict[str, Any]) -> tuple[str, int]:
    identifier = failure.get("itemIdentifier")
    if not isinstance(identifier, dict):
        return "", -1
    return identifier.get("partition", ""), identifier.get("offset", -1)
