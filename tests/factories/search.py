"""A search server for tests, as it is played or real, which may be down, and the operator's use."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pydantic import SecretStr
from turnout_opensearch_fake import settings as settings_of_fake

from tests.factories.redis_lines import redis_of
from turnout.kernel import runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.event_search.service import source
from turnout.modules.search_index import api as search_index
from turnout.modules.search_index import gateways
from turnout_sdk.testing.provider.search_server import SearchServer
from turnout_sdk.testing.serving import Reply, Request, reply, serving

JOB = SystemContext(job="tests.search")
QUERY_SECONDS = 4.0
"""The longest that the adapter takes: where all tests run at once, a query is late after less."""
CLEAR = ("search_documents", "search_builds", "search_checks")
AT_ONCE = "UPDATE search_documents SET due_at = %(now)s"
NEVER_LEASED = "UPDATE search_builds SET leased_until = NULL"
OLD = "UPDATE search_builds SET retired_at = retired_at - interval '1 day'"


@dataclass
class MadeSearch:
    """The operator's search server. `trouble` answers in its place while it is set."""

    trouble: Callable[[Request], Reply | None] | None = None
    requests: list[Request] = field(default_factory=list)

    def fail(self) -> None:
        self.trouble = lambda _: reply(503, {"error": {"type": "unavailable"}, "status": 503})

    def recover(self) -> None:
        """Work again, and be asked again at once."""
        self.trouble = None
        forget_circuits()

    def send(self) -> int:
        """Send what waits, whatever pause it is given."""
        with transaction(JOB) as tx:
            tx.query(AT_ONCE, {"now": tx.now})
        return search_index.send_changes(JOB)

    def serve(self) -> None:
        """Have an index that serves everything that is published."""
        search_index.keep_up(JOB)
        self.send()

    @property
    def port(self) -> Any:
        return gateways.open_server().port

    @property
    def alias(self) -> str:
        """What the server knows the directory's events by."""
        return source().alias

    def kept(self) -> dict[str, str]:
        """What the server keeps: id → digest."""
        return {each.id: each.digest for each in self.port.entries(self.alias)}


@contextmanager
def played_search() -> Iterator[MadeSearch]:
    made, server = MadeSearch(), SearchServer()

    def handle(request: Request) -> Reply:
        made.requests.append(request)
        trouble = made.trouble(request) if made.trouble else None
        return trouble or server.handle(request)

    with serving(handle) as address, set_search("opensearch", settings_of_fake(address, "turnout")):
        yield made


@contextmanager
def set_search(key: str, values: Any) -> Iterator[None]:
    """Have the operator set a server, with an index of this test's own."""
    current = runtime.current()
    before = current.settings
    prefix = f"t{new_id().hex}"
    patient = {"query_seconds": QUERY_SECONDS, **values, "prefix": prefix}
    said = {"search": key, "search_settings": SecretStr(json.dumps(patient))}
    current.settings = before.model_copy(update={**said, "search_seconds": QUERY_SECONDS + 1})
    _clear()
    forget_circuits()
    try:
        yield
    finally:
        _clear()
        current.settings = before


def forget_circuits() -> None:
    """Let no rest after failures outlast what caused them, of Redis neither.

    Circuits are known to this process as well, from moments in which Redis was slow to answer.
    """
    current = runtime.current()
    for calls in current._calls_for.values():
        calls._breaker._local.clear()
    client = redis_of(current.redis)
    for each in client.scan_iter("*circuit*search*"):
        client.delete(each)
    current.redis.servers._rests_until = 0.0


def _clear() -> None:
    with transaction(JOB) as tx:
        for table in CLEAR:
            tx.query(f"DELETE FROM {table}")
