"""Repairs what LocalStack tells of mappings of any kind while they change: a reconciler waits by what it is told."""

from typing import Any

from localstack.runtime import hooks


@hooks.on_infra_start(priority=90)
def connect_mapping_states() -> None:
    from localstack.services.lambda_.event_source_mapping.esm_worker import EsmWorker
    from localstack.services.lambda_.provider import LambdaProvider

    _show_the_end_of_replaced_workers(EsmWorker)
    _remember_replaced_workers(LambdaProvider)
    _list_true_states(LambdaProvider)
    _delete_disabled_mappings(EsmWorker)
    _tell_pollers_to_stop(EsmWorker)


def _show_the_end_of_replaced_workers(worker_class: Any) -> None:
    """An update replaces the worker, and the old one polls a little longer: the mapping is not so until it ends."""
    from localstack.services.lambda_.event_source_mapping.esm_worker import EsmState

    meanwhile = {EsmState.DISABLED: EsmState.DISABLING, EsmState.ENABLED: EsmState.UPDATING}

    def get(self: Any) -> Any:
        own = self.__dict__["current_state"]
        return meanwhile.get(own, own) if _is_polling(self.__dict__.get("replaced")) else own

    def set(self: Any, state: Any) -> None:
        self.__dict__["current_state"] = state

    worker_class.current_state = property(get, set)


def _remember_replaced_workers(provider_class: Any) -> None:
    original = provider_class.update_event_source_mapping_v2

    def update_event_source_mapping_v2(self: Any, context: Any, request: Any) -> Any:
        old = self.esm_workers.get(request.get("UUID"))
        answer = original(self, context, request)
        worker = self.esm_workers[request["UUID"]]
        worker.replaced = old
        # Part of the request, and of no mapping.
        worker.esm_config.pop("Enabled", None)
        answer.pop("Enabled", None)
        return answer

    provider_class.update_event_source_mapping_v2 = update_event_source_mapping_v2


def _list_true_states(provider_class: Any) -> None:
    """A replaced worker writes its own end over its successor's state, which the list then shows."""
    original = provider_class.list_event_source_mappings

    def list_event_source_mappings(self: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        for uuid, worker in list(self.esm_workers.items()):
            if stored := worker._state.event_source_mappings.get(uuid):
                stored["State"] = worker.current_state
        return original(self, context, *args, **kwargs)

    # LocalStack finds an operation's method by its attributes.
    list_event_source_mappings.__dict__.update(original.__dict__)
    provider_class.list_event_source_mappings = list_event_source_mappings


def _delete_disabled_mappings(worker_class: Any) -> None:
    """A worker removes its mapping when its polling ends; one that does not poll would leave it `Deleting` for ever."""
    original = worker_class.delete

    def delete(self: Any) -> None:
        original(self)
        if not _is_polling(self):
            self.delete_esm_in_store()

    worker_class.delete = delete


def _tell_pollers_to_stop(worker_class: Any) -> None:
    """A poller that retries a batch for ever must notice that its mapping is disabled or deleted."""
    original = worker_class.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)
        if hasattr(self.poller, "use_stop_signal"):
            self.poller.use_stop_signal(self._shutdown_event)

    worker_class.__init__ = init


def _is_polling(worker: Any) -> bool:
    return worker is not None and worker._poller_thread is not None and worker._poller_thread.is_alive()
