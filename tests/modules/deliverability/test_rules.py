"""Which figures of mails are good, and which days a report is about."""

from datetime import date

import pytest

from turnout.modules.deliverability import rules
from turnout.modules.deliverability.types import MailFigures

TODAY = date(2026, 11, 25)


def figures(**counts: int) -> MailFigures:
    names = (
        *("mails", "waiting", "failed", "sent", "delivered"),
        *("bounced", "gone", "complained", "unsubscribed"),
    )
    return MailFigures(key="", **dict.fromkeys(names, 0) | counts)


@pytest.mark.parametrize(
    ("counts", "standing"),
    [
        ({"delivered": 99}, "too-few"),
        ({"bounced": 99}, "too-few"),
        ({"delivered": 100}, "good"),
        ({"delivered": 981, "bounced": 19}, "good"),
        ({"delivered": 980, "bounced": 20}, "watch"),
        ({"delivered": 950, "bounced": 50}, "bad"),
        ({"delivered": 2000, "complained": 1}, "good"),
        ({"delivered": 1000, "complained": 1}, "watch"),
        ({"delivered": 1000, "complained": 3}, "bad"),
        ({"sent": 5000}, "too-few"),
    ],
)
def test_a_standing_follows_from_what_is_known(counts: dict[str, int], standing: str) -> None:
    assert rules.report_line(figures(**counts), {}).standing == standing


def test_shares_are_of_mails_whose_fate_is_known() -> None:
    line = rules.report_line(figures(mails=900, sent=900, delivered=300, bounced=100), {})
    assert (line.bounces_per_1000, line.complaints_per_1000) == (250.0, 0.0)
    unknown = rules.report_line(figures(mails=900, sent=900), {})
    assert (unknown.bounces_per_1000, unknown.complaints_per_1000) == (None, None)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, None, (date(2026, 10, 27), TODAY)),
        (date(2026, 11, 1), None, (date(2026, 11, 1), TODAY)),
        (None, date(2026, 3, 1), (date(2026, 1, 31), date(2026, 3, 1))),
        (date(2026, 12, 1), None, (date(2026, 12, 1), date(2026, 12, 1))),
    ],
)
def test_a_period_ends_today_and_has_thirty_days(
    first: date | None, last: date | None, found: tuple[date, date]
) -> None:
    assert rules.period(first, last, today=TODAY) == found
