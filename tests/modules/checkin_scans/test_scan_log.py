"""The log of scans: a line for each refusal, beside those who came in, and nothing personal in it."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.factories.people import add_member, bearer, context_of, make_organization
from tests.factories.report_files import exports_of, require_no_other_format, texts_of
from tests.factories.tickets import code_of, make_occasion, make_tickets
from tests.modules.checkin_devices.conftest import Door, DoorDevice

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.ids import new_id
from turnout.modules.checkin import service as checkin
from turnout.modules.checkin_scans import queries, service


@pytest.fixture
def make_door(client: Any, running: Any) -> Callable[[], Door]:
    def made() -> Door:
        organization = make_organization()
        ctx = context_of(organization, organization.owner)
        occasion = make_occasion(ctx)
        checkin.ensure_default_list(ctx, occasion.event_id)
        return Door(client, organization, occasion)

    return made


@pytest.fixture
def door(make_door: Callable[[], Door]) -> Door:
    return make_door()


def scan(door: Door, code: str, **more: Any) -> Any:
    answer = door.ask("POST", "/checkins", {"code": code, **more})
    assert answer.status_code == 200, answer.json
    return answer.json


def log(door: Door, **asked: str) -> list[dict[str, Any]]:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    answer = door.ask("GET", f"/checkin-scans?{query}")
    assert answer.status_code == 200, answer.json
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def reasons(door: Door, **asked: str) -> list[str]:
    return [each["reason"] for each in log(door, **asked)]


def upload(device: DoorDevice, *scans: dict[str, Any], minutes_ago: int = 5) -> None:
    at = (clock.now() - timedelta(minutes=minutes_ago)).isoformat()
    told = [{"scan_id": new_id().hex, "scanned_at": at, **each} for each in scans]
    sent = {"device_time": clock.now().isoformat(), "scans": told}
    answer = device.post("/scans/uploads", sent)
    assert answer.status_code == 200, answer.json


def test_a_refusal_says_who_when_where_by_what_and_why(door: Door) -> None:
    assert door.ask("POST", "/gates", {"name": "North"}).status_code == 201
    device = door.device("Phone of Ben", gate="North")
    ticket, code = door.ticket()
    device.scan(code)
    device.scan(code)

    refused, admitted = log(door)

    [front] = door.ask("GET", "/checkin-lists").json["items"]
    assert (refused["outcome"], refused["reason"]) == ("refused", "already_admitted")
    assert (admitted["outcome"], admitted["reason"]) == ("admitted", "admitted")
    for line in (refused, admitted):
        assert (line["gate"], line["device"], line["method"]) == ("North", "Phone of Ben", "scan")
        assert (line["ticket_id"], line["attendee_name"]) == (str(ticket.id), "Ada Lovelace")
        assert line["ticket_type_id"] == str(ticket.ticket_type_id)
        assert line["list_id"] == front["id"]
        assert line["actor"] == f"device:{device.id}"
        assert line["code_hash"] is None


def test_of_a_code_that_is_no_ticket_a_hash_stays_and_nothing_else(door: Door) -> None:
    secret = "BEGIN:VCARD FN:Grace Hopper TEL:+32 2 555 12 12"
    for code in (secret, secret, "another text"):
        assert scan(door, code)["reason"] == "malformed"

    another, second, first = log(door)

    assert first["code_hash"] == second["code_hash"] != another["code_hash"]
    assert "Hopper" not in json.dumps([another, second, first])
    assert [each["ticket_id"] for each in (another, second, first)] == [None] * 3


def test_equal_codes_at_two_events_have_unlike_hashes(make_door: Callable[[], Door]) -> None:
    doors = make_door(), make_door()
    for door in doors:
        scan(door, "the same text")
    [one], [other] = (log(door) for door in doors)
    assert one["code_hash"] != other["code_hash"]


def test_a_ticket_of_another_event_is_not_named(door: Door) -> None:
    elsewhere = make_occasion(door.occasion.ctx, title="Another")
    [ticket] = make_tickets(elsewhere, "Grace Hopper")
    scan(door, code_of(elsewhere, ticket))
    found = door.device().post("/scans", {"ticket_id": str(ticket.id), "scan_id": "scan-0001"})
    assert found.json["reason"] == "wrong_event"

    by_name, by_code = log(door, reason="wrong_event")

    assert (by_name["ticket_id"], by_code["ticket_id"]) == (None, None)
    assert (by_name["attendee_name"], by_code["attendee_name"]) == ("", "")
    assert (by_name["method"], by_code["method"]) == ("name", "scan")
    assert (by_name["code_hash"], len(by_code["code_hash"])) == (None, 32)


def test_a_refusal_takes_a_statement_more_and_an_admission_none(
    door: Door, statements: Any
) -> None:
    device = door.device()
    for _ in range(2):  # keys, list and names are known afterwards
        device.scan(door.ticket()[1])
    _, code = door.ticket()
    taken = []
    for _ in range(2):
        statements.clear()
        device.scan(code)
        taken.append(len(statements))
    assert taken == [2, 3]


def test_a_refused_scan_that_is_sent_again_has_one_line(door: Door) -> None:
    for _ in range(3):
        scan(door, "no ticket at all", scan_id="scan-0001")
    scan(door, "no ticket at all", scan_id="scan-0002")
    assert len(log(door)) == len(("scan-0001", "scan-0002"))


def test_a_flood_is_answered_and_not_written_down(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_IN_A_MINUTE", 3)
    started = clock.now()
    with clock.frozen(started):
        assert [scan(door, f"text {each}")["reason"] for each in range(6)] == ["malformed"] * 6
        assert door.device().scan("of a device").json["reason"] == "malformed"
    with clock.frozen(started + timedelta(seconds=61)):
        scan(door, "a minute later")
    assert len(log(door)) == 3 + 1 + 1


def test_what_a_device_refused_without_a_connection_is_there_at_its_time(door: Door) -> None:
    device = door.device("Phone of Ben")
    ticket, code = door.ticket("Grace Hopper")
    joined = clock.now() + timedelta(minutes=10)
    with clock.frozen(joined):
        sent = {"code": code, "reason": "not_yet", "scan_id": "scan-0001"}
        upload(device, sent)
        upload(device, sent)
        upload(device, {"code": "no ticket at all", "reason": "malformed"}, minutes_ago=4)

    later, earlier = log(door)

    assert (earlier["reason"], earlier["ticket_id"]) == ("not_yet", str(ticket.id))
    assert earlier["at"] == (joined - timedelta(minutes=5)).isoformat()
    assert (later["reason"], later["device"]) == ("malformed", "Phone of Ben")
    assert len(later["code_hash"]) == 32


def test_whom_a_device_let_in_against_the_rules_is_a_conflict_and_no_refusal(door: Door) -> None:
    device = door.device()
    _, code = door.ticket()
    device.scan(code)
    upload(device, {"code": code, "reason": "admitted"}, minutes_ago=0)
    assert reasons(door) == ["admitted"]
    assert len(door.ask("GET", "/checkin-conflicts").json["items"]) == 1


def test_lines_are_found_by_outcome_reason_list_and_device(door: Door) -> None:
    side = door.add_list("Side")
    north, south = door.device("North phone"), door.device("South phone")
    _, code = door.ticket()
    north.scan(code)
    south.scan(code)
    south.scan(code, list_id=side)
    south.scan("no ticket at all")

    assert reasons(door, outcome="admitted") == ["admitted", "admitted"]
    assert reasons(door, outcome="refused") == ["malformed", "already_admitted"]
    assert reasons(door, reason="already_admitted") == ["already_admitted"]
    assert reasons(door, reason="admitted", device="south") == ["admitted"]
    assert reasons(door, list_id=side) == ["admitted"]
    assert reasons(door, device="north") == ["admitted"]
    assert reasons(door, device="%25") == []


def test_who_was_let_in_against_a_rule_is_found_and_is_one_line(door: Door) -> None:
    past = (clock.now() - timedelta(hours=1)).isoformat()
    side = door.add_list("Side", closes_at=past)
    device = door.device("Supervisor", may_override=True)
    _, code = door.ticket()
    device.scan(code)
    device.scan(code, list_id=side, override_reason="Known to us")
    device.scan(code, override_reason="Came back")

    again, let_in, admitted = log(door)

    assert (let_in["outcome"], let_in["reason"], let_in["list_id"]) == ("overridden", "over", side)
    assert (again["outcome"], again["reason"]) == ("overridden", "already_admitted")
    assert admitted["outcome"] == "admitted"
    assert let_in["admission_id"] not in (None, admitted["admission_id"])
    assert again["admission_id"] is None
    assert reasons(door, outcome="overridden", reason="over") == ["over"]
    assert reasons(door, outcome="admitted") == ["admitted"]
    answer = door.ask("GET", "/checkin-scans/export?outcome=overridden").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer, newline="")))
    assert [each["override_reason"] for each in rows] == ["Came back", "Known to us"]


def test_pages_hold_both_kinds_in_one_order_and_each_line_once(door: Door) -> None:
    _, code = door.ticket()
    with clock.frozen(clock.now()):  # equal times: the ids decide
        for each in (code, code, "x", code):
            scan(door, each)
    scan(door, "last")
    whole = [each["id"] for each in log(door)]

    paged, cursor = [], ""
    while cursor is not None:
        answer = door.ask("GET", f"/checkin-scans?limit=2&cursor={cursor}").json
        paged += [each["id"] for each in answer["items"]]
        cursor = answer["next_cursor"]

    assert paged == whole
    assert len(set(whole)) == 5


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("outcome=maybe", "?outcome"),
        ("reason=because", "?reason"),
        ("list_id=front", "?list_id"),
        ("device=", "?device"),
        ("cursor=ours", "?cursor"),
        ("limit=0", "?limit"),
        ("order=up", "?order"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_by_field(
    door: Door, query: str, pointer: str
) -> None:
    refused = door.ask("GET", f"/checkin-scans?{query}")
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == [pointer]


def test_the_table_has_what_the_filter_finds_and_no_formula(door: Door) -> None:
    device = door.device("=cmd()")
    _, code = door.ticket("=1+1")
    device.scan(code)
    device.scan(code)
    scan(door, "no ticket at all")

    answer = door.ask("GET", "/checkin-scans/export?device=cmd")

    assert answer.status_code == 200, answer.json
    assert answer.headers["Content-Disposition"] == 'attachment; filename="checkin-scans.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert [each["reason"] for each in rows] == ["already_admitted", "admitted"]
    first = rows[0]
    assert (first["attendee"], first["device"]) == ("'=1+1", "'=cmd()")
    assert (first["list"], first["ticket_type"]) == ("Everybody", "Early bird")
    workbook = door.ask("GET", "/checkin-scans/export?device=cmd&format=xlsx")
    assert texts_of(workbook, stem="checkin-scans") == rows
    require_no_other_format(lambda query: door.ask("GET", f"/checkin-scans/export?{query}"))
    assert exports_of(door.organization.id) == ["checkin_scans", "checkin_scans"]


def test_whoever_scans_reads_the_log_and_only_who_sets_up_lists_takes_it_along(
    door: Door,
) -> None:
    member = add_member(door.organization, "staff")
    asked = [f"{door.event}/checkin-scans", f"{door.event}/checkin-scans/export"]
    found = [door.client.get(each, headers=bearer(member)).status_code for each in asked]
    assert found == [200, 403]


def test_refusals_go_after_half_a_year_and_admissions_stay(door: Door) -> None:
    _, code = door.ticket()
    scan(door, code)
    scan(door, code)
    with clock.frozen(clock.now() + timedelta(days=179)):
        service.forget_old(SystemContext(job="tests"))
    assert reasons(door) == ["already_admitted", "admitted"]
    with clock.frozen(clock.now() + timedelta(days=181)):
        service.forget_old(SystemContext(job="tests"))
    assert reasons(door) == ["admitted"]


def test_a_log_of_an_event_that_is_not_there_is_not_found(door: Door) -> None:
    base = f"{door.base}/events/{new_id()}"
    headers = bearer(door.organization.owner)
    answer = door.client.post(f"{base}/checkins", json={"code": "x"}, headers=headers)
    assert answer.json["reason"] == "malformed"
    for rest in ("", "/export"):
        assert door.client.get(f"{base}/checkin-scans{rest}", headers=headers).status_code == 404
