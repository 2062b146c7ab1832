"""Where Lambda tells of a discarded batch: a queue, a topic or a bucket. Only the bucket gets the records too.

https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-on-failure.html
"""

import json
import logging
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from localstack.aws.connect import connect_to

from connect_localstack.kafka.event import Record, kafka_event

if TYPE_CHECKING:
    from connect_localstack.kafka.delivery import Delivery

LOG = logging.getLogger(__name__)


def send_to_destination(arn: str, context: dict[str, Any], records: list[Record], delivery: "Delivery") -> None:
    now = datetime.now(UTC)
    event = kafka_event(records, delivery.event_source, delivery.source_arn, delivery.bootstrap_servers)
    message = {**context, "version": "1.0", "timestamp": _iso(now), "KafkaBatchInfo": _batch_info(records, event)}
    _, _, service, region, account, name = arn.split(":", 5)
    clients = connect_to(aws_access_key_id=account or None, region_name=region or None)
    if service == "sqs":
        queue = clients.sqs.get_queue_url(QueueName=name)["QueueUrl"]
        clients.sqs.send_message(QueueUrl=queue, MessageBody=json.dumps(message))
    elif service == "sns":
        clients.sns.publish(TopicArn=arn, Message=json.dumps(message))
    elif service == "s3":
        key = f"aws/lambda/{delivery.mapping['UUID']}/{now:%Y/%m/%d}/{now:%Y-%m-%dT%H.%M.%S}-{uuid.uuid4()}"
        clients.s3.put_object(Bucket=name, Key=key, Body=json.dumps({**message, "payload": json.dumps(event)}))
    else:
        LOG.warning("Destination %s is not supported here: a discarded batch of %d records is lost.", arn, len(records))


def _batch_info(records: list[Record], event: dict[str, Any]) -> dict[str, Any]:
    partitions: dict[str, list[Record]] = {}
    for record in records:
        partitions.setdefault(record.partition, []).append(record)
    source = {"eventSourceArn": event["eventSourceArn"]} if "eventSourceArn" in event else {}
    return {
        "batchSize": len(records),
        **source,
        "bootstrapServers": event["bootstrapServers"],
        "payloadSize": len(json.dumps(event)),
        "recordsInfo": {name: _partition_info(of_partition) for name, of_partition in partitions.items()},
    }


def _partition_info(records: list[Record]) -> dict[str, Any]:
    first, last = records[0], records[-1]
    return {
        "batchSize": len(records),
        "firstRecordTimestamp": _iso(datetime.fromtimestamp(first.timestamp_ms / 1000, UTC)),
        "lastRecordTimestamp": _iso(datetime.fromtimestamp(last.timestamp_ms / 1000, UTC)),
        "firstRecordOffset": first.offset,
        "lastRecordOffset": last.offset,
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
