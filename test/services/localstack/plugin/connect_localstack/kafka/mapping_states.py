"""Repairs two things that LocalStack's mappings of any kind get wrong."""

from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start(priority=90)
def connect_mapping_states() -> None:
    _list_true_states()
    _tell_kafka_pollers_to_stop()


def _list_true_states() -> None:
    """After an update the replaced worker writes its own end over its successor's state, and the list would show it."""
    from localstack.services.lambda_.provider import LambdaProvider

    original = LambdaProvider.list_event_source_mappings

    def list_event_source_mappings(self: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        for uuid, worker in list(self.esm_workers.items()):
            if stored := worker._state.event_source_mappings.get(uuid):
                stored["State"] = worker.current_state
        return original(self, context, *args, **kwargs)

    # LocalStack finds an operation's method by its attributes.
    list_event_source_mappings.__dict__.update(original.__dict__)
    LambdaProvider.list_event_source_mappings = list_event_source_mappings


def _tell_kafka_pollers_to_stop() -> None:
    """A poller that retries a batch forever must notice that its mapping is disabled or deleted."""
    from localstack.services.lambda_.event_source_mapping.esm_worker import EsmWorker

    original = EsmWorker.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        if hasattr(self.poller, "use_stop_signal"):
            self.poller.use_stop_signal(self._shutdown_event)

    EsmWorker.__init__ = init
