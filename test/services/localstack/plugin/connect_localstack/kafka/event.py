"""A Kafka record as Lambda's event shows it.

https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html
"""

import base64
import json
from dataclasses import dataclass
from typing import Any

from confluent_kafka import TIMESTAMP_CREATE_TIME, TIMESTAMP_LOG_APPEND_TIME, Message

TIMESTAMP_TYPES = {TIMESTAMP_CREATE_TIME: "CREATE_TIME", TIMESTAMP_LOG_APPEND_TIME: "LOG_APPEND_TIME"}


@dataclass(frozen=True)
class Record:
    """A record, and its part of the event."""

    topic: str
    number: int
    offset: int
    timestamp_ms: int
    key: bytes | None
    value: bytes | None
    json: dict[str, Any]

    @staticmethod
    def of(message: Message) -> "Record":
        kind, timestamp_ms = message.timestamp()
        content = {
            "topic": message.topic(),
            "partition": message.partition(),
            "offset": message.offset(),
            "timestamp": timestamp_ms,
            "timestampType": TIMESTAMP_TYPES.get(kind, "NO_TIMESTAMP_TYPE"),
            # Java's bytes are signed, and Lambda shows them so.
            "headers": [
                {name: [byte - 256 if byte > 127 else byte for byte in value or b""]}
                for name, value in message.headers() or []
            ],
        }
        for name, data in (("key", message.key()), ("value", message.value())):
            if data is not None:
                content[name] = base64.b64encode(data).decode()
        return Record(
            message.topic(),
            message.partition(),
            message.offset(),
            timestamp_ms,
            message.key(),
            message.value(),
            content,
        )

    @property
    def partition(self) -> str:
        """The event's name of its partition."""
        return f"{self.topic}-{self.number}"

    @property
    def size(self) -> int:
        """About its bytes in the event."""
        headers = sum(4 * len(value) + len(name) for header in self.json["headers"] for name, value in header.items())
        return 200 + headers + len(self.json.get("key", "")) + len(self.json.get("value", ""))

    def filterable(self) -> dict[str, Any]:
        """What filter patterns see: key and value decoded, as JSON where they are JSON."""
        return {**self.json, "key": _decoded(self.key), "value": _decoded(self.value)}


def kafka_event(
    records: list[Record], event_source: str, source_arn: str, bootstrap_servers: list[str]
) -> dict[str, Any]:
    partitions: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        partitions.setdefault(record.partition, []).append(record.json)
    event = {"eventSource": event_source, "bootstrapServers": ",".join(bootstrap_servers), "records": partitions}
    return {**event, "eventSourceArn": source_arn} if source_arn else event


def _decoded(data: bytes | None) -> Any:
    if data is None:
        return None
    text = data.decode(errors="replace")
    try:
        return json.loads(text)
    except ValueError:
        return text
