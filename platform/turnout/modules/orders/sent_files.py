"""Files that buyers send as answers: how many, how large, and for how long. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from turnout.modules.catalog import api as catalog
from turnout.modules.orders.models import OrderState

MOST_FILES: Final = 20
MAX_FILE_BYTES: Final = 10_000_000
LOOK_AFTER: Final = timedelta(days=1)
"""So long after it was sent, and again and again, it is asked what became of the order."""
KEPT_AFTER: Final = timedelta(days=7)
"""A payment that comes late still finds the files of an order that had expired."""


class Fate(StrEnum):
    WAIT = "wait"
    KEEP = "keep"
    REMOVE = "remove"


def fate(
    state: OrderState,
    *,
    ended_at: datetime | None,
    was_confirmed: bool,
    is_named: bool,
    now: datetime,
) -> Fate:
    """What becomes of a file whose time to be looked at has come; `is_named` by an answer."""
    if was_confirmed:
        return Fate.KEEP if is_named else Fate.REMOVE
    if state not in (OrderState.EXPIRED, OrderState.CANCELLED):
        return Fate.WAIT
    return Fate.WAIT if ended_at is not None and now < ended_at + KEPT_AFTER else Fate.REMOVE


def file_questions(form: catalog.Form) -> list[str]:
    """Keys of the questions that are answered by a file."""
    return [each.key for each in form.questions if each.type is catalog.QuestionType.FILE]
