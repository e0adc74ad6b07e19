"""Windows of check-in lists: within them a list admits, outside a scan says which is next."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.tickets import Occasion, code_of, make_tickets

from turnout.kernel import clock
from turnout.kernel.errors import Invalid, PreconditionFailed
from turnout.modules.checkin import service, windows
from turnout.modules.checkin.types import CheckinList, ListWindow, NewList, Reason, Scan, Verdict

DAY = datetime(2026, 11, 14, tzinfo=UTC)
VECTOR = Path(__file__).parents[3] / "platform/web/src/features/door/window-vector.json"


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


def window(opens: float, closes: float) -> ListWindow:
    return ListWindow(opens_at=at(opens), closes_at=at(closes))


@pytest.fixture
def make_list(occasion: Occasion) -> Callable[..., CheckinList]:
    def made(*spans: tuple[float, float], name: str = "Doors", **stated: Any) -> CheckinList:
        chosen = [window(*each) for each in spans] or None
        new = NewList(name=name, windows=chosen, **stated)
        return service.create_list(occasion.ctx, occasion.event_id, new)

    return made


def scan(occasion: Occasion, one: CheckinList, hour: float, code: str | None = None) -> Verdict:
    code = code or code_of(occasion, make_tickets(occasion)[0])
    with clock.frozen(at(hour)):
        return service.scan(occasion.ctx, occasion.event_id, Scan(code=code, list_id=one.id))


def refused_fields(failed: Any) -> list[str]:
    return [each.pointer for each in failed.value.errors]


@pytest.mark.parametrize(
    ("hour", "reason", "span"),
    [
        (7.9, "not_yet", (8, 12)),
        (8, "admitted", (8, 12)),
        (11.99, "admitted", (8, 12)),
        (12, "not_yet", (14, 18)),
        (13, "not_yet", (14, 18)),
        (14, "admitted", (14, 18)),
        (18, "over", (14, 18)),
    ],
)
def test_a_scan_is_told_of_the_window_that_is_on_or_next(occasion, make_list, hour, reason, span):
    verdict = scan(occasion, make_list((8, 12), (14, 18)), hour)
    assert verdict.reason == reason
    assert (verdict.opens_at, verdict.closes_at) == (at(span[0]), at(span[1]))


def test_a_list_that_was_closed_admits_in_no_window(occasion, make_list):
    one = make_list((8, 12), (14, 18))
    closed = service.update_list(
        occasion.ctx, occasion.event_id, one.id, changes={"closes_at": at(13)}, version=None
    )
    assert scan(occasion, closed, 9).reason == "admitted"
    assert scan(occasion, closed, 12.5).reason == "over"
    assert scan(occasion, closed, 15).reason == "over"


def test_windows_hold_for_lists_that_count_who_is_inside(occasion, make_list):
    one = make_list((8, 12), entry_rule="re_entry")
    assert scan(occasion, one, 7).reason == "not_yet"
    assert scan(occasion, one, 9).reason == "admitted"
    assert scan(occasion, one, 12).reason == "over"


def test_a_list_without_windows_costs_what_it_did(occasion, make_list, statements):
    plain, timed = make_list(name="Plain"), make_list((8, 12), name="Timed")
    codes = [code_of(occasion, each) for each in make_tickets(occasion, "A", "B", "C")]
    scan(occasion, plain, 9, codes[0])  # the names of ticket types are read once
    counts = []
    for one, code in ((plain, codes[1]), (timed, codes[2])):
        statements.clear()
        assert scan(occasion, one, 9, code).reason == "admitted"
        counts.append(len(statements))
    assert counts == [1, 1]


@pytest.mark.parametrize(
    ("spans", "stated", "field"),
    [
        ([(8, 8)], {}, "/windows/0/closes_at"),
        ([(8, 12), (11, 14)], {}, "/windows/1/opens_at"),
        ([(14, 18), (8, 12)], {}, "/windows/1/opens_at"),
        ([(8, 12), (14, 18)], {"closes_at": at(13)}, "/windows/1/opens_at"),
        ([(8, 12), (14, 18)], {"opens_at": at(12)}, "/windows/0/closes_at"),
    ],
)
def test_windows_that_overlap_or_admit_nobody_are_refused_by_field(make_list, spans, stated, field):
    with pytest.raises(Invalid) as failed:
        make_list(*spans, **stated)
    assert refused_fields(failed) == [field]


def test_windows_that_touch_are_two(occasion, make_list):
    assert scan(occasion, make_list((8, 12), (12, 14)), 12).reason == "admitted"


def test_windows_are_changed_over_the_version_that_was_seen(occasion, make_list):
    one = make_list((8, 12))
    changes = {"windows": [window(9, 10)]}
    changed = service.update_list(
        occasion.ctx, occasion.event_id, one.id, changes=changes, version=one.version
    )
    assert changed.windows == [window(9, 10)]
    [_, read] = service.list_lists(occasion.ctx, occasion.event_id)
    assert read.windows == changed.windows
    with pytest.raises(PreconditionFailed):
        service.update_list(
            occasion.ctx, occasion.event_id, one.id, changes=changes, version=one.version
        )
    with pytest.raises(Invalid):
        service.update_list(
            occasion.ctx,
            occasion.event_id,
            one.id,
            changes={"windows": [window(9, 12), window(10, 11)]},
            version=None,
        )


HOURS = st.integers(0, 40)


@st.composite
def timed(draw: Any) -> tuple[list[ListWindow] | None, datetime | None, datetime | None]:
    """Windows that may stand, with an opening and a closing or without."""
    marks = sorted(draw(st.lists(HOURS, max_size=8, unique=True)))
    pairs = list(zip(marks[::2], marks[1::2], strict=False))
    chosen = [window(*each) for each in pairs] or None
    opens = draw(st.none() | HOURS.map(at))
    closes = draw(st.none() | HOURS.map(at))
    return chosen, opens, closes


@given(timed(), st.integers(0, 80))
def test_a_list_admits_exactly_where_all_of_its_times_do(times, half_hours):
    chosen, opens, closes = times
    now = at(half_hours / 2)
    reason = windows.reason_at(chosen, now, opens_at=opens, closes_at=closes)
    is_open = (opens is None or opens <= now) and (closes is None or now < closes)
    is_within = chosen is None or any(w.opens_at <= now < w.closes_at for w in chosen)
    assert (reason is None) is (is_open and is_within)
    told_opens, told_closes = windows.shown_at(chosen, now, opens_at=opens, closes_at=closes)
    if reason is None:
        assert told_opens is None or told_opens <= now
        assert told_closes is None or now < told_closes
    if reason is Reason.NOT_YET and (closes is None or opens is None or opens < closes):
        assert told_opens is not None
        assert now < told_opens


def test_the_scanner_and_the_server_say_the_same():
    """`window-vector.json` is read by the scanner's tests, too."""
    for case in json.loads(VECTOR.read_text()):
        read = datetime.fromisoformat
        one = case["list"]
        bounds = {
            name: read(one[name]) if one[name] else None for name in ("opens_at", "closes_at")
        }
        chosen = ListWindow.all_of(one["windows"])
        for moment in case["moments"]:
            now = read(moment["at"])
            reason = windows.reason_at(chosen, now, **bounds)
            assert (reason and reason.value) == moment["reason"], (one, moment)
            told = windows.shown_at(chosen, now, **bounds)
            assert [each and each.isoformat() for each in told] == moment["span"], (one, moment)
