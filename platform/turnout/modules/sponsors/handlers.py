"""What sponsors answer to the modules below them: a copy of an event takes its sponsors along."""

from turnout.kernel.db.tx import Transaction
from turnout.modules.events import api as events
from turnout.modules.sponsors import service


@events.EVENT_COPIED.register
def copy_sponsors(tx: Transaction, copy: events.EventCopy) -> None:
    service.copy_sponsors(tx, copy)
