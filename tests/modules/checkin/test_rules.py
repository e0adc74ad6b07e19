"""What a scanner shows, as a table of cases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from turnout.modules.checkin.rules import decide, may_have_lost_race
from turnout.modules.checkin.scan_context import Entry, ScanContext, SeenTicket
from turnout.modules.checkin.types import Reason, Scan

NOW = datetime(2026, 11, 14, 9, tzinfo=UTC)
EVENT, OTHER_EVENT, LIST = UUID(int=1), UUID(int=2), UUID(int=3)
TICKET = SeenTicket(
    id=UUID(int=4),
    event_id=EVENT,
    ticket_type_id=UUID(int=5),
    holder_name="Ada",
    state="valid",
    is_current=True,
)
FIRST = Entry(
    id=UUID(int=6), admitted_at=NOW - timedelta(minutes=5), gate="North", scan_id="scan-one"
)
OWN = Entry(id=UUID(int=7), admitted_at=NOW, gate="South", scan_id=None)
SEEN = ScanContext(
    list_id=LIST,
    period="",
    opens_at=None,
    closes_at=None,
    is_on_list=True,
    ticket=TICKET,
    admitted=None,
    earlier=None,
)
SCAN = Scan(code="v1", gate="South")
LATER, SOONER = NOW + timedelta(seconds=1), NOW - timedelta(seconds=1)


def ticket(**changes: object) -> ScanContext:
    return replace(SEEN, ticket=replace(TICKET, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (replace(SEEN, admitted=OWN), Reason.ADMITTED),
        (replace(SEEN, earlier=FIRST), Reason.ALREADY_ADMITTED),
        (replace(SEEN, ticket=None), Reason.UNKNOWN_TICKET),
        (ticket(event_id=OTHER_EVENT), Reason.WRONG_EVENT),
        (ticket(state="void"), Reason.VOID),
        (ticket(state="refunded"), Reason.REFUNDED),
        (ticket(is_current=False), Reason.TRANSFERRED),
        (ticket(state="refunded", is_current=False), Reason.REFUNDED),
        (replace(SEEN, is_on_list=False), Reason.WRONG_LIST),
        (replace(SEEN, opens_at=LATER), Reason.NOT_YET),
        (replace(SEEN, closes_at=NOW), Reason.OVER),
        (replace(SEEN, closes_at=SOONER), Reason.OVER),
        (replace(SEEN, earlier=FIRST, closes_at=SOONER), Reason.ALREADY_ADMITTED),
        (replace(ticket(state="void"), earlier=FIRST), Reason.VOID),
        (replace(SEEN, is_on_list=False, opens_at=LATER), Reason.WRONG_LIST),
    ],
)
def test_every_refusal_has_its_reason(seen: ScanContext, reason: Reason) -> None:
    verdict = decide(seen, SCAN, event_id=EVENT, now=NOW)

    assert verdict.reason is reason
    assert verdict.verdict == ("admitted" if reason is Reason.ADMITTED else "refused")


def test_a_second_scan_says_when_and_where_the_first_was() -> None:
    verdict = decide(replace(SEEN, earlier=FIRST), SCAN, event_id=EVENT, now=NOW)

    assert (verdict.admitted_at, verdict.gate) == (FIRST.admitted_at, "North")


def test_the_scanners_own_scan_sent_again_is_answered_as_before() -> None:
    repeat = replace(SCAN, scan_id="scan-one")

    verdict = decide(replace(SEEN, earlier=FIRST), repeat, event_id=EVENT, now=NOW)

    assert verdict.reason is Reason.ADMITTED
    assert verdict.admitted_at == FIRST.admitted_at


def test_a_repeat_of_a_ticket_that_was_refunded_meanwhile_is_refused() -> None:
    seen = replace(ticket(state="refunded"), earlier=FIRST)

    verdict = decide(seen, replace(SCAN, scan_id="scan-one"), event_id=EVENT, now=NOW)

    assert verdict.reason is Reason.REFUNDED


def test_another_events_ticket_shows_nobodys_name() -> None:
    verdict = decide(ticket(event_id=OTHER_EVENT), SCAN, event_id=EVENT, now=NOW)

    assert verdict.attendee_name is None


def test_only_a_ticket_that_nothing_speaks_against_may_have_lost_a_race() -> None:
    def has_lost(seen: ScanContext) -> bool:
        return may_have_lost_race(seen, SCAN, event_id=EVENT, now=NOW)

    assert has_lost(SEEN)
    for seen in (
        replace(SEEN, admitted=OWN),
        replace(SEEN, earlier=FIRST),
        replace(SEEN, ticket=None),
        replace(SEEN, is_on_list=False),
        replace(SEEN, opens_at=LATER),
        replace(SEEN, closes_at=NOW),
        ticket(state="void"),
        ticket(is_current=False),
        ticket(event_id=OTHER_EVENT),
    ):
        assert not has_lost(seen)
