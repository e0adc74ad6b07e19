"""Questions to the modules above: who may scan at a gate (shifts), who hears of refusals (the log).

Check-in stands below them and cannot import them.
"""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.hooks import Hook
from turnout.modules.checkin.scan_context import Refusal

GATE: Final = Hook[Callable[[Transaction, UUID, str], None]]()
"""Refuses a scan at this gate (third) of an event for who works at others; for who plans, never."""
REFUSED: Final = Hook[Callable[[Transaction, UUID, Refusal], None]]()
"""Hears of a scan of an event that let nobody in, in the transaction of the scan."""


def require_own_gate(tx: Transaction, event_id: UUID, gate: str) -> None:
    for ask in GATE:
        ask(tx, event_id, gate)


def tell_refused(tx: Transaction, event_id: UUID, refusal: Refusal) -> None:
    for tell in REFUSED:
        tell(tx, event_id, refusal)
