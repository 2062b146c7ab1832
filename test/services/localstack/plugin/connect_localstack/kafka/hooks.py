"""How a Kafka mapping comes to be: LocalStack asks for its defaults, then for its poller."""

from typing import Any

from localstack.aws.api.lambda_ import InvalidParameterValueException
from localstack.services.lambda_ import hooks as lambda_hooks

# https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html: for Kafka, in provisioned mode only.
PROVISIONED_ONLY = (
    "FunctionResponseTypes",
    "BisectBatchOnFunctionError",
    "MaximumRetryAttempts",
    "MaximumRecordAgeInSeconds",
)


@lambda_hooks.set_event_source_config_defaults()
def connect_kafka_defaults(defaults: dict[str, Any], request: dict[str, Any], service: str) -> None:
    if not _is_kafka(request, service):
        return
    _require_provisioned_mode(request)
    _use_api_names(request)
    group_key = (
        "SelfManagedKafkaEventSourceConfig"
        if "SelfManagedEventSource" in request
        else "AmazonManagedKafkaEventSourceConfig"
    )
    defaults.update(
        {
            "BatchSize": 100,
            # Which stands for Kafka's default, half a second.
            "MaximumBatchingWindowInSeconds": 0,
            "DestinationConfig": {"OnFailure": {}},
            "LastProcessingResult": "No records processed",
            group_key: {"ConsumerGroupId": defaults["UUID"]},
        }
    )


@lambda_hooks.create_event_source_poller()
def connect_kafka_poller(holder: Any, source_service: str, mapping: dict[str, Any]) -> None:
    if not _is_kafka(mapping, source_service):
        return
    from connect_localstack.kafka.poller import KafkaPoller

    holder.create_poller_fn = lambda arn, client, processor: KafkaPoller(mapping, arn, processor)


def _is_kafka(mapping: dict[str, Any], service: str) -> bool:
    return "SelfManagedEventSource" in mapping or service == "kafka"


def _require_provisioned_mode(request: dict[str, Any]) -> None:
    if request.get("ProvisionedPollerConfig"):
        return
    given = [name for name in PROVISIONED_ONLY if request.get(name) not in (None, [], False, -1)]
    if given:
        message = f"{', '.join(given)} of a Kafka event source need provisioned mode (ProvisionedPollerConfig)."
        raise InvalidParameterValueException(message, Type="User")


def _use_api_names(request: dict[str, Any]) -> None:
    """CloudFormation says KafkaBootstrapServers where the API says KAFKA_BOOTSTRAP_SERVERS; LocalStack passes it on."""
    endpoints = request.get("SelfManagedEventSource", {}).get("Endpoints", {})
    if "KafkaBootstrapServers" in endpoints:
        endpoints["KAFKA_BOOTSTRAP_SERVERS"] = endpoints.pop("KafkaBootstrapServers")
