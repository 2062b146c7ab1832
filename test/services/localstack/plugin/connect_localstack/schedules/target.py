"""What a schedule does when it fires.

https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html
"""

import json
import logging
import uuid
from datetime import UTC, datetime
from typing import Any

from localstack.aws.connect import connect_to

LOG = logging.getLogger(__name__)
INVOKE_API = "arn:aws:scheduler:::aws-sdk:lambda:invoke"


def invoke_target(account: str, region: str, schedule: Any) -> None:
    """Once, without the retries that a schedule has: what refuses a call here refuses the next one too."""
    target = schedule.target
    body = _input(schedule, account, region)
    clients = connect_to(aws_access_key_id=account, region_name=region)
    try:
        _call(clients, target["Arn"], body)
    except Exception as error:
        LOG.warning("Schedule %s: %s: %s", schedule.arn, target["Arn"], error)
        queue = (target.get("DeadLetterConfig") or {}).get("Arn")
        if queue:
            _send(clients, queue, body, _failure_attributes(schedule, error))


def _call(clients: Any, arn: str, body: str) -> None:
    if ":lambda:" in arn and ":function:" in arn:
        clients.lambda_.invoke(FunctionName=arn, InvocationType="Event", Payload=body)
    elif arn == INVOKE_API:
        request = json.loads(body)
        clients.lambda_.invoke(**{"InvocationType": "Event", **request})
    elif ":sqs:" in arn:
        _send(clients, arn, body, {})
    else:
        raise ValueError("only functions and queues are targets here")


def _send(clients: Any, queue_arn: str, body: str, attributes: dict[str, str]) -> None:
    queue = clients.sqs.get_queue_url(QueueName=queue_arn.split(":")[-1])["QueueUrl"]
    typed = {name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()}
    clients.sqs.send_message(QueueUrl=queue, MessageBody=body, MessageAttributes=typed)


def _failure_attributes(schedule: Any, error: Exception) -> dict[str, str]:
    code = getattr(error, "response", {}).get("Error", {}).get("Code", type(error).__name__)
    return {
        "ERROR_CODE": code,
        "ERROR_MESSAGE": str(error),
        "SCHEDULE_ARN": schedule.arn,
        "TARGET_ARN": schedule.target["Arn"],
    }


def _input(schedule: Any, account: str, region: str) -> str:
    time = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    execution = uuid.uuid4().hex[:16]
    text = schedule.target.get("Input") or _default_input(schedule, account, region, time, execution)
    context = {"schedule-arn": schedule.arn, "scheduled-time": time, "execution-id": execution, "attempt-number": "1"}
    for name, value in context.items():
        text = text.replace(f"<aws.scheduler.{name}>", value)
    return text


def _default_input(schedule: Any, account: str, region: str, time: str, execution: str) -> str:
    event = {
        "version": "0",
        "id": execution,
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": account,
        "time": time,
        "region": region,
        "resources": [schedule.arn],
        "detail": "{}",
    }
    return json.dumps(event)
