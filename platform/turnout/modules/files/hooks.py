"""The question whether an event exists, answered from above: events stand above files."""

from collections.abc import Callable
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.files.errors import EventNotFound

Lookup = Callable[[Transaction, UUID], bool]

_lookups: list[Lookup] = []


def events_known_by(lookup: Lookup) -> Lookup:
    """Register who knows; a decorator for the `handlers.py` of the module that has events."""
    _lookups[:] = [lookup]
    return lookup


def require_event(tx: Transaction, event_id: UUID) -> None:
    """EventNotFound for an event that is not this organization's."""
    if not any(lookup(tx, event_id) for lookup in _lookups):
        raise EventNotFound
