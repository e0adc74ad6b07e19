"""Windows of check-in lists: the times at which a list admits, and which of them is next. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from turnout.kernel.errors import FieldError
from turnout.modules.checkin.types import ListWindow, Reason

MOST_WINDOWS: Final = 60


def reason_at(
    windows: Sequence[ListWindow] | None,
    at: datetime,
    *,
    opens_at: datetime | None,
    closes_at: datetime | None,
) -> Reason | None:
    """Why a list does not admit at an instant; None: it does. A window ends before its end."""
    if opens_at is not None and at < opens_at:
        return Reason.NOT_YET
    if closes_at is not None and closes_at <= at:
        return Reason.OVER
    if windows is None or any(each.opens_at <= at < each.closes_at for each in windows):
        return None
    later = (each for each in windows if at < each.opens_at)
    is_next = any(closes_at is None or each.opens_at < closes_at for each in later)
    return Reason.NOT_YET if is_next else Reason.OVER


def shown_at(
    windows: Sequence[ListWindow] | None,
    at: datetime,
    *,
    opens_at: datetime | None,
    closes_at: datetime | None,
) -> tuple[datetime | None, datetime | None]:
    """From when until when the list admits now, or next, or did last, as a verdict tells it."""
    if not windows:
        return opens_at, closes_at
    ahead = [each for each in windows if at < each.closes_at]
    told = ahead[0] if ahead else windows[-1]
    opens = max(told.opens_at, opens_at) if opens_at else told.opens_at
    closes = min(told.closes_at, closes_at) if closes_at else told.closes_at
    return opens, closes


def problems_of(
    windows: Sequence[ListWindow],
    *,
    opens_at: datetime | None,
    closes_at: datetime | None,
) -> list[FieldError]:
    """What is wrong with windows, by field: they follow each other and each can admit somebody."""
    wrong: list[FieldError] = []
    for place, each in enumerate(windows):
        at = f"/windows/{place}"
        if each.closes_at <= each.opens_at:
            wrong.append(FieldError(f"{at}/closes_at", "A window must close after it opens."))
        elif place and each.opens_at < windows[place - 1].closes_at:
            says = "Windows must follow each other and must not overlap."
            wrong.append(FieldError(f"{at}/opens_at", says))
        elif closes_at is not None and closes_at <= each.opens_at:
            says = "This window opens after the list has closed."
            wrong.append(FieldError(f"{at}/opens_at", says))
        elif opens_at is not None and each.closes_at <= opens_at:
            says = "This window closes before the list opens."
            wrong.append(FieldError(f"{at}/closes_at", says))
    return wrong
