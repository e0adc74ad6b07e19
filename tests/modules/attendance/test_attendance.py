"""Attendance: who came of those expected, by event, type, day, list and session; cheap to look at."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.people import add_member, bearer, context_of, make_organization
from tests.factories.report_files import table_of, words_of
from tests.factories.tickets import make_occasion, make_ticket_type
from tests.modules.checkin.test_session_lists import a_workshop
from tests.modules.checkin_devices.conftest import Door

from turnout.kernel import cache, clock, runtime
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.attendance import rules, service
from turnout.modules.attendance.types import CameCount
from turnout.modules.checkin import service as checkin
from turnout.modules.checkin.overrides import override
from turnout.modules.checkin.types import Verdict
from turnout.modules.tickets import api as tickets

DURING = datetime(2026, 11, 14, 9, tzinfo=UTC)
AFTER = datetime(2026, 11, 16, 9, tzinfo=UTC)


class Hall(Door):
    """A door whose figures are asked, as they are now."""

    def figures(self) -> Any:
        """As they are counted at this instant, also at one that the test set."""
        self.forget()
        ctx, event_id = self.occasion.ctx, self.occasion.event_id
        return msgspec.to_builtins(service.get_attendance(ctx, event_id))

    def kept(self) -> Any:
        answer = self.ask("GET", "/attendance")
        assert answer.status_code == 200, answer.json
        return answer.json

    def forget(self) -> None:
        name = cache.key(self.organization.id, "attendance", self.occasion.event_id)
        cache.delete(runtime.current().redis, name)

    def enter(self, code: str, *, list_id: str | None = None) -> Verdict:
        sent = checkin.Scan(code=code, list_id=UUID(list_id) if list_id else None)
        verdict = checkin.scan(self.occasion.ctx, self.occasion.event_id, sent)
        assert verdict.verdict == "admitted", verdict
        return verdict


@pytest.fixture
def hall(client: Any, running: Any) -> Hall:
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    occasion = make_occasion(ctx)
    checkin.ensure_default_list(ctx, occasion.event_id)
    return Hall(client, organization, occasion)


def shown(figures: Any) -> tuple[Any, ...]:
    return tuple(figures[name] for name in ("expected", "attended", "no_shows", "rate"))


def test_nobody_expected_is_no_rate(hall):
    found = hall.figures()
    assert shown(found["event"])[:2] == (0, 0)
    assert found["event"]["rate"] is None
    assert (found["days"], found["sessions"]) == ([], [])


def test_who_came_counts_once_and_who_did_not_is_a_no_show_when_it_is_over(hall):
    vip = make_ticket_type(
        hall.occasion.ctx, hall.occasion.event_id, pool_id=hall.occasion.pool_id, name="VIP"
    )
    side = hall.add_list("Side entrance", ticket_type_ids=[str(vip)])
    (_, code), _, (_, other) = hall.ticket(), hall.ticket(), hall.ticket(ticket_type_id=vip)
    with clock.frozen(DURING):
        hall.enter(code)
        hall.enter(other)
        hall.enter(other, list_id=side)
        assert shown(hall.figures()["event"]) == (3, 2, None, 0.6667)
    with clock.frozen(AFTER):
        found = hall.figures()
    assert found["is_over"] is True
    assert shown(found["event"]) == (3, 2, 1, 0.6667)
    by_type = {each["name"]: shown(each) for each in found["ticket_types"]}
    assert by_type == {"Early bird": (2, 1, 1, 0.5), "VIP": (1, 1, 0, 1.0)}
    by_list = {each["name"]: shown(each) for each in found["lists"]}
    assert by_list == {"Everybody": (3, 2, 1, 0.6667), "Side entrance": (1, 1, 0, 1.0)}


def test_days_are_days_of_the_events_zone(hall):
    daily = hall.add_list("Daily", once_per="day")
    _, code = hall.ticket()
    for at in (
        datetime(2026, 11, 14, 22, 30, tzinfo=UTC),
        datetime(2026, 11, 14, 23, 30, tzinfo=UTC),
    ):
        with clock.frozen(at):
            hall.enter(code, list_id=daily)
    with clock.frozen(AFTER):
        found = hall.figures()
    assert [(each["day"], each["attended"]) for each in found["days"]] == [
        ("2026-11-14", 1),
        ("2026-11-15", 1),
    ]
    assert found["event"]["attended"] == 1


def test_a_session_expects_who_is_registered(hall):
    workshop = a_workshop(hall.occasion)
    _, came = workshop.ticket()
    workshop.ticket()
    _, stranger = workshop.ticket(is_registered=False)
    with clock.frozen(DURING):
        assert workshop.scan(came).reason == "admitted"
        guest = checkin.Scan(code=stranger, scan_id=new_id().hex, list_id=workshop.list_id)
        let_in = override(hall.occasion.ctx, hall.occasion.event_id, guest, reason="A guest")
        assert let_in.verdict == "admitted", let_in
        [session] = hall.figures()["sessions"]
        assert shown(session) == (2, 2, None, 0.5)
    with clock.frozen(AFTER):
        found = hall.figures()
    [session] = found["sessions"]
    assert shown(session) == (2, 2, 1, 0.5)
    assert (session["title"], session["capacity"]) == ("Pegs", 3)
    # Who was in the workshop was at the event.
    assert found["event"]["attended"] == 2


def test_what_was_taken_back_or_is_no_ticket_any_more_counts_for_nothing(hall):
    (ticket, code), (_, undone) = hall.ticket(), hall.ticket()
    hall.enter(code)
    admission = hall.enter(undone).admission_id
    hall.ask("POST", f"/checkins/{admission}/undo", {"reason": "Wrong person"})
    assert shown(hall.figures()["event"])[:2] == (2, 1)
    with transaction(hall.occasion.ctx) as tx:
        tickets.void(tx, reference=ticket.reference, reason="cancelled")
    assert shown(hall.figures()["event"])[:2] == (1, 0)


def test_a_list_that_counts_says_who_is_inside_now(hall):
    room = hall.add_list("Room", entry_rule="re_entry", capacity=5)
    _, code = hall.ticket()
    hall.enter(code, list_id=room)
    [one] = [each for each in hall.figures()["lists"] if each["name"] == "Room"]
    assert (one["inside"], one["capacity"], one["attended"]) == (1, 5, 1)
    hall.ask("POST", "/checkins", {"code": code, "list_id": room, "direction": "out"})
    [one] = [each for each in hall.figures()["lists"] if each["name"] == "Room"]
    assert (one["inside"], one["attended"]) == (0, 1)


def test_many_who_look_have_the_admissions_read_once(hall, statements):
    _, code = hall.ticket()
    hall.enter(code)
    hall.figures()
    first = hall.kept()
    statements.clear()
    assert hall.kept() == first
    assert not [each for each in statements if "admissions" in each]


def test_another_organization_is_told_of_no_event(hall):
    stranger = make_organization()
    answer = hall.client.get(
        f"/api/v1/organizations/{stranger.id}/events/{hall.occasion.event_id}/attendance",
        headers=bearer(stranger.owner),
    )
    assert answer.status_code == 404
    hall.figures()
    again = hall.client.get(
        f"/api/v1/organizations/{stranger.id}/events/{hall.occasion.event_id}/attendance",
        headers=bearer(stranger.owner),
    )
    assert again.status_code == 404


def test_the_table_has_a_line_for_each_part_and_leaves_a_trace(hall):
    _, code = hall.ticket()
    with clock.frozen(DURING):
        hall.enter(code)
    answer = hall.ask("GET", "/attendance/export")
    assert answer.status_code == 200, answer.json
    rows = list(csv.DictReader(StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [(row["part"], row["name"], row["attended"]) for row in rows] == [
        ("event", "", "1"),
        ("ticket_type", "Early bird", "1"),
        ("day", "2026-11-14", "1"),
        ("list", "Everybody", "1"),
    ]
    with transaction(hall.occasion.ctx) as tx:
        told = tx.query(
            "SELECT details->>'what' FROM security_events"
            " WHERE organization_id = %(organization_id)s AND kind = 'export.downloaded'",
            tx.here(),
        )
    assert told == [("attendance",)]


def test_staff_at_the_door_see_it_and_take_no_table(hall):
    staff = add_member(hall.organization, "staff")
    seen = hall.client.get(f"{hall.event}/attendance", headers=bearer(staff))
    assert seen.status_code == 200, seen.json
    taken = hall.client.get(f"{hall.event}/attendance/export", headers=bearer(staff))
    assert taken.status_code == 403


def test_figures_are_the_same_in_the_answer_and_in_every_file(hall):
    hall.add_list("=HYPERLINK(A1)", entry_rule="re_entry", capacity=5)
    (_, code), _, _ = hall.ticket(), hall.ticket(), hall.ticket()
    with clock.frozen(DURING):
        hall.enter(code)
    hall.forget()
    asked = hall.kept()
    parts = [("event", asked["event"], "")]
    parts += [("ticket_type", each, each["name"]) for each in asked["ticket_types"]]
    parts += [("day", each, each["day"]) for each in asked["days"]]
    parts += [("list", each, each["name"].replace("=", "'=")) for each in asked["lists"]]
    for format_ in ("csv", "xlsx"):
        lines = table_of(hall.ask("GET", f"/attendance/export?format={format_}"))
        assert [(line["part"], line["name"]) for line in lines] == [
            (part, name) for part, _, name in parts
        ]
        for line, (_, figures, _) in zip(lines, parts, strict=True):
            for name in ("expected", "attended", "no_shows", "rate", "inside", "capacity"):
                value = figures.get(name)
                assert str(line[name]) == ("" if value is None else str(value)), (format_, name)
    english = words_of(hall.ask("GET", "/attendance/export?format=pdf&language=en"))
    german = words_of(hall.ask("GET", "/attendance/export?format=pdf&language=de"))
    assert asked["event"]["rate"] == 0.3333
    assert "33.33%" in english
    assert "33,33" in german
    for line, words in (("The whole event 3 1", english), ("Die ganze Veranstaltung 3 1", german)):
        assert line in " ".join(words.split()), words
    assert "=HYPERLINK(A1)" in english


def test_a_file_of_no_known_kind_or_language_is_refused_by_field(hall):
    for query, field in (("format=docx", "?format"), ("language=no+language", "?language")):
        answer = hall.ask("GET", f"/attendance/export?{query}")
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, field)


COUNTS = st.integers(0, 500)


@given(COUNTS, COUNTS, COUNTS, st.booleans())
def test_figures_never_contradict_each_other(attended, as_expected, expected, is_over):
    came = CameCount(
        list_id=None,
        session_id=None,
        ticket_type_id=None,
        day=None,
        attended=attended,
        as_expected=as_expected,
    )
    found = rules.figures(came, expected, is_over=is_over)
    assert (found.no_shows is None) is not is_over
    assert found.no_shows is None or 0 <= found.no_shows <= expected
    assert (found.rate is None) is (expected == 0)
    assert found.rate is None or 0 <= found.rate <= 1


def test_counts_are_found_by_what_they_are_of():
    list_id, day = UUID(int=1), date(2026, 11, 14)
    empty: dict[str, Any] = {
        "list_id": None, "session_id": None, "ticket_type_id": None, "day": None,
    }  # fmt: skip
    rows = [
        CameCount(**empty, attended=5, as_expected=5),
        CameCount(**{**empty, "list_id": list_id}, attended=3, as_expected=2),
        CameCount(**{**empty, "day": day}, attended=4, as_expected=4),
    ]
    found = rules.Counted(rows)
    assert (found.whole.attended, found.lists[list_id].as_expected) == (5, 2)
    assert found.days[day].attended == 4
    assert rules.is_past(None, DURING) is False
    assert rules.is_past(DURING, DURING + timedelta(0)) is True
