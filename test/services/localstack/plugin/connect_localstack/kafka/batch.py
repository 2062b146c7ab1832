"""Reads batches from a mapping's topics as its consumer group."""

import time
from typing import Any

from confluent_kafka import Consumer, Message, TopicPartition

from connect_localstack.kafka.client_config import consumer_config
from connect_localstack.kafka.event import Record

IDLE_WAIT_S = 1.0
# Lambda's payload limit is 6 MB, and a batch stays below it.
MAX_BATCH_BYTES = 5_900_000


class BatchReader:
    """A member of the group; what it has read and not committed comes again to the next one."""

    def __init__(self, mapping: dict[str, Any]) -> None:
        self._batch_size: int = mapping.get("BatchSize") or 100
        self._window_s: float = mapping.get("MaximumBatchingWindowInSeconds") or 0.5
        self._start_at: Any = mapping.get("StartingPositionTimestamp")
        self._held_over: Record | None = None
        self._consumer = Consumer(consumer_config(mapping))
        self._consumer.subscribe(
            mapping["Topics"], on_assign=self._on_assign, on_lost=self._on_lost, on_revoke=self._on_lost
        )

    def read(self) -> list[Record]:
        """A batch: full by number or size, or its window has passed since the first record. Empty when all is read."""
        batch: list[Record] = []
        size = 0
        deadline = time.monotonic() + IDLE_WAIT_S
        while len(batch) < self._batch_size:
            record = self._next(deadline - time.monotonic())
            if record is None:
                return batch
            if not batch:
                deadline = time.monotonic() + self._window_s
            if batch and size + record.size > MAX_BATCH_BYTES:
                self._held_over = record
                return batch
            size += record.size
            batch.append(record)
        return batch

    def commit(self, read: list[Record], undelivered: list[Record]) -> None:
        """Commits what was read, but of each partition nothing from the first undelivered record on."""
        positions: dict[tuple[str, int], int] = {}
        for record in read:
            positions[record.topic, record.number] = record.offset + 1
        for record in undelivered:
            key = record.topic, record.number
            positions[key] = min(positions[key], record.offset)
        offsets = [TopicPartition(topic, number, offset) for (topic, number), offset in positions.items()]
        self._consumer.commit(offsets=offsets, asynchronous=False)

    def stay_in_group(self) -> None:
        """Polling nothing: a member that does not poll for long is expelled."""
        assignment = self._consumer.assignment()
        self._consumer.pause(assignment)
        self._consumer.poll(0)
        self._consumer.resume(assignment)

    def close(self) -> None:
        self._consumer.close()

    def _next(self, timeout_s: float) -> Record | None:
        if self._held_over is not None:
            record, self._held_over = self._held_over, None
            return record
        message: Message | None = self._consumer.poll(max(timeout_s, 0))
        while message is not None and message.error():
            message = self._consumer.poll(0)
        return None if message is None else Record.of(message)

    def _on_lost(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        self._held_over = None

    def _on_assign(self, consumer: Consumer, partitions: list[TopicPartition]) -> None:
        """AT_TIMESTAMP: a partition without a committed offset starts at that time, or at its end if that is past."""
        if self._start_at is None:
            return
        timestamp_ms = int(_seconds(self._start_at) * 1000)
        fresh = [partition for partition in consumer.committed(partitions, timeout=10) if partition.offset < 0]
        wanted = [TopicPartition(partition.topic, partition.partition, timestamp_ms) for partition in fresh]
        found = {(at.topic, at.partition): at.offset for at in consumer.offsets_for_times(wanted, timeout=10)}
        for partition in partitions:
            partition.offset = found.get((partition.topic, partition.partition), partition.offset)
        consumer.assign(partitions)


def _seconds(timestamp: Any) -> float:
    return timestamp.timestamp() if hasattr(timestamp, "timestamp") else float(timestamp)
