"""A mapping's brokers and credentials as a consumer's configuration."""

import json
from typing import Any

from localstack.aws.connect import connect_to

from connect_localstack import settings

MECHANISMS = {"SASL_SCRAM_512_AUTH": "SCRAM-SHA-512", "SASL_SCRAM_256_AUTH": "SCRAM-SHA-256", "BASIC_AUTH": "PLAIN"}
# A function may run for 15 minutes, and meanwhile its mapping does not poll.
MAX_POLL_INTERVAL_MS = 1_000_000


def bootstrap_servers(mapping: dict[str, Any]) -> list[str]:
    if "SelfManagedEventSource" in mapping:
        return mapping["SelfManagedEventSource"]["Endpoints"]["KAFKA_BOOTSTRAP_SERVERS"]
    return settings.msk_bootstrap_servers()


def consumer_config(mapping: dict[str, Any]) -> dict[str, Any]:
    group = mapping.get("SelfManagedKafkaEventSourceConfig") or mapping.get("AmazonManagedKafkaEventSourceConfig") or {}
    return {
        "bootstrap.servers": ",".join(bootstrap_servers(mapping)),
        "client.id": f"lambda-{mapping['UUID']}",
        "group.id": group.get("ConsumerGroupId") or mapping["UUID"],
        "enable.auto.commit": False,
        "auto.offset.reset": "latest" if mapping.get("StartingPosition") in ("LATEST", "AT_TIMESTAMP") else "earliest",
        "partition.assignment.strategy": "range",
        "max.poll.interval.ms": MAX_POLL_INTERVAL_MS,
        "queued.max.messages.kbytes": 16_384,
        "topic.metadata.refresh.interval.ms": 10_000,
        **_security(mapping),
    }


def _security(mapping: dict[str, Any]) -> dict[str, str]:
    config: dict[str, str] = {}
    for access in mapping.get("SourceAccessConfigurations") or []:
        config |= _credentials(access["Type"], access["URI"])
    protocol = settings.kafka_security_protocol()
    if not config or protocol is None:
        return config
    used = config if protocol.startswith("SASL") else {}
    return {**used, "security.protocol": protocol}


def _credentials(kind: str, secret_arn: str) -> dict[str, str]:
    """Of one SourceAccessConfiguration; subnets and security groups mean nothing here."""
    if kind == "SERVER_ROOT_CA_CERTIFICATE":
        return {"ssl.ca.pem": _secret(secret_arn)["certificate"]}
    if kind == "CLIENT_CERTIFICATE_TLS_AUTH":
        secret = _secret(secret_arn)
        return {
            "security.protocol": "SSL",
            "ssl.certificate.pem": secret["certificate"],
            "ssl.key.pem": secret["privateKey"],
        }
    if kind in MECHANISMS:
        secret = _secret(secret_arn)
        return {
            "security.protocol": "SASL_SSL",
            "sasl.mechanisms": MECHANISMS[kind],
            "sasl.username": secret["username"],
            "sasl.password": secret["password"],
        }
    return {}


def _secret(arn: str) -> dict[str, str]:
    region, account = arn.split(":")[3:5]
    secrets = connect_to(aws_access_key_id=account, region_name=region).secretsmanager
    return json.loads(secrets.get_secret_value(SecretId=arn)["SecretString"])
