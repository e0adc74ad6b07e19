"""The operator's search server: its adapter, opened once, and calls in places of their own."""

import hashlib
import json
import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar

from turnout.kernel import runtime
from turnout.modules.connections import api as connections
from turnout.modules.connections.api import Opened
from turnout.modules.search_index.types import IndexSource
from turnout_sdk.adapter import Kind
from turnout_sdk.time_limits import SEARCH_WRITE_SECONDS

T = TypeVar("T")
ASKING: Final = 16
"""So many queries at once in a process; beyond them PostgreSQL answers."""
WRITING: Final = 4
_opened: Final[dict[tuple[str, str], Opened]] = {}
_lock = threading.Lock()


def is_set() -> bool:
    """Whether the operator has a search server; PostgreSQL searches otherwise."""
    return bool(runtime.current().settings.search)


def open_server() -> Opened:
    """The adapter with the operator's settings; Invalid or Misconfigured where they are wrong."""
    settings = runtime.current().settings
    kept = (settings.search, settings.search_settings.get_secret_value())
    with _lock:
        if kept not in _opened:
            values: dict[str, Any] = json.loads(kept[1])
            _opened[kept] = connections.open_internal_adapter(Kind.SEARCH, kept[0], values)
        return _opened[kept]


def ask(function: Callable[[Any], T]) -> T:
    """Ask a query within the time that a page can wait; one of the SDK's errors otherwise."""
    return _call("query", ASKING, function, runtime.current().settings.search_seconds)


def write(function: Callable[[Any], T]) -> T:
    """Write, or read at length; one of the SDK's errors otherwise."""
    return _call("write", WRITING, function, SEARCH_WRITE_SECONDS)


def _call(purpose: str, places: int, function: Callable[[Any], T], seconds: float) -> T:
    opened = open_server()
    calls = runtime.current().calls_for(
        f"search-{purpose}", per_connection=places, per_process=places
    )
    # Queries rest by themselves: a server that takes no writes may answer still.
    return calls.call(
        opened.adapter_key,
        f"search-{purpose}",
        lambda: function(opened.port),
        timeout_seconds=seconds,
    )


def layout_of(source: IndexSource) -> str:
    """Another text whenever an index would be made otherwise than the present one was."""
    opened, settings = open_server(), runtime.current().settings
    secrets = runtime.current().adapters.get(Kind.SEARCH, opened.adapter_key).secret_names()
    values = json.loads(settings.search_settings.get_secret_value())
    plain = {name: each for name, each in sorted(values.items()) if name not in secrets}
    said = [source.layout, opened.adapter_key, opened.capabilities.layout, plain]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]
