"""One Kafka event source mapping at work: a member of its consumer group that hands batches to the function."""

import logging
import threading
from typing import Any

from localstack.services.lambda_.event_source_mapping.esm_event_processor import EsmEventProcessor
from localstack.services.lambda_.event_source_mapping.pollers.poller import EmptyPollResultsException, Poller
from localstack.services.lambda_.invocation.models import lambda_stores
from localstack.utils.aws.arns import parse_arn

from connect_localstack.kafka.batch import BatchReader
from connect_localstack.kafka.client_config import bootstrap_servers
from connect_localstack.kafka.delivery import Delivery
from connect_localstack.kafka.event import Record

LOG = logging.getLogger(__name__)


class KafkaPoller(Poller):
    """LocalStack calls `poll_events` again and again until the mapping ends, then `close`."""

    def __init__(self, mapping: dict[str, Any], source_arn: str, processor: EsmEventProcessor) -> None:
        super().__init__(
            source_parameters={"FilterCriteria": mapping.get("FilterCriteria", {"Filters": []})}, processor=processor
        )
        # Kafka's events are no {"Records": […]}.
        processor.sender.payload_dict = False  # type: ignore[attr-defined]
        self._processor = processor
        self._mapping = mapping
        self._source_arn = source_arn
        self._stop = threading.Event()
        self._reader: BatchReader | None = None

    def use_stop_signal(self, signal: threading.Event) -> None:
        self._stop = signal

    def event_source(self) -> str:
        return "aws:kafka" if self._source_arn else "SelfManagedKafka"

    def poll_events(self) -> None:
        """Works until the topics are empty for a second. An exception that escaped would end the mapping's thread."""
        try:
            while not self._stop.is_set() and self._serve_batch():
                pass
        except Exception as error:
            LOG.warning("Kafka mapping %s: %s", self._mapping["UUID"], error, exc_info=LOG.isEnabledFor(logging.DEBUG))
            self._show_result(f"PROBLEM: {error}")
            raise EmptyPollResultsException(service="kafka", source_arn=self._source_arn) from error

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()

    def _serve_batch(self) -> bool:
        if self._reader is None:
            self._reader = BatchReader(self._mapping)
        records = self._reader.read()
        if not records:
            return False
        delivery = Delivery(
            mapping=self._mapping,
            event_source=self.event_source(),
            source_arn=self._source_arn,
            bootstrap_servers=bootstrap_servers(self._mapping),
            processor=self._processor,
            on_result=self._show_result,
            wait=self._wait,
        )
        undelivered = delivery.deliver([record for record in records if self._matches(record)])
        self._reader.commit(records, undelivered)
        return True

    def _matches(self, record: Record) -> bool:
        return not self.filter_patterns or bool(self.filter_events([record.filterable()]))

    def _wait(self, seconds: float) -> bool:
        """Before a retry; false when the mapping ends meanwhile."""
        if self._reader is not None:
            self._reader.stay_in_group()
        return not self._stop.wait(seconds)

    def _show_result(self, result: str) -> None:
        arn = parse_arn(self._mapping["FunctionArn"])
        stored = lambda_stores[arn["account"]][arn["region"]].event_source_mappings.get(self._mapping["UUID"])
        if stored is not None:
            stored["LastProcessingResult"] = result
