"""Calendars of providers: the operator's own clients there, and calls in places of their own."""

import threading
from collections.abc import Callable
from typing import Any, Final, TypeVar
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.errors import TurnoutError
from turnout.modules.calendars.errors import CalendarNotFound
from turnout.modules.calendars.types import CalendarProvider
from turnout.modules.connections import api as connections
from turnout.modules.connections.api import Opened
from turnout_sdk.adapter import Kind
from turnout_sdk.time_limits import CALL_SECONDS

T = TypeVar("T")
OF_A_LINK: Final = 1
IN_ALL: Final = 8
_opened: Final[dict[tuple[str, str], Opened]] = {}
"""By provider and setting: an adapter keeps its connections as long as the process."""
_lock = threading.Lock()


def list_providers() -> list[CalendarProvider]:
    """Those that are set up and installed, in the order of the setting."""
    found = {each.key: each for each in runtime.current().adapters.list(Kind.CALENDAR)}
    return [
        CalendarProvider(
            key=key, title=found[key].title, gives_back=found[key].capabilities.revocation
        )
        for key in _settings()
        if key in found
    ]


def provider_of(key: str) -> CalendarProvider:
    """The provider; CalendarNotFound for one that is not set up."""
    found = next((each for each in list_providers() if each.key == key), None)
    if found is None:
        raise CalendarNotFound
    return found


def open_calendar(key: str) -> Opened:
    """A provider with the operator's client; CalendarNotFound as `provider_of`."""
    provider_of(key)
    kept = (key, runtime.current().settings.calendars.get_secret_value())
    with _lock:
        found = _opened.get(kept)
        if found is None:
            try:
                found = connections.open_operator_adapter(Kind.CALENDAR, key, _settings()[key])
            except TurnoutError as error:
                raise CalendarNotFound from error
            _opened[kept] = found
    return found


def call(opened: Opened, subject: UUID, function: Callable[[], T]) -> T:
    """Call the adapter within its time; one of the SDK's errors otherwise.

    Each person's calendar has a place and a rest of its own, as quotas are counted.
    """
    places = runtime.current().calls_for("calendar", per_connection=OF_A_LINK, per_process=IN_ALL)
    return places.call(
        opened.adapter_key, f"{subject}:calendar", function, timeout_seconds=CALL_SECONDS
    )


def _settings() -> dict[str, dict[str, Any]]:
    said = runtime.current().settings.calendars.get_secret_value()
    return connections.settings_by_adapter(said, setting="TURNOUT_CALENDARS")
