"""The question that shifts answer: whether a person may scan at a gate.

Check-in stands below shifts and cannot import it.
"""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook

GATE: Final = Hook[Callable[[Transaction, UUID, str], None]]()
"""Refuses a scan at this gate (third) of an event for who works at others; for who plans, never."""


def require_own_gate(tx: Transaction, event_id: UUID, gate: str) -> None:
    for ask in GATE:
        ask(tx, event_id, gate)
