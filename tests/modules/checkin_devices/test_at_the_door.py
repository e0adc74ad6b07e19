"""What devices do at the door: scans by their lists, search, and lists that follow changes."""

import gzip
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from tests.factories.payments import wait_until
from tests.factories.tickets import make_ticket_type, make_tickets
from tests.modules.checkin_devices.conftest import Door, DoorDevice

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.checkin_devices import service
from turnout.modules.tickets import api as tickets
from turnout.search_words.texts import plain_letters


@pytest.fixture
def vip(door: Door) -> Any:
    """Another ticket type of the event."""
    occasion = door.occasion
    return make_ticket_type(
        occasion.ctx, occasion.event_id, pool_id=occasion.pool_id, name="Backstage"
    )


def latest(door: Door) -> dict[str, Any]:
    found: dict[str, Any] = door.ask("GET", "/checkins").json["items"][0]
    return found


def download(device: DoorDevice, cursor: str = "") -> dict[str, Any]:
    answer = device.get(f"/attendees?cursor={cursor}" if cursor else "/attendees")
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def settled(device: DoorDevice, cursor: str = "") -> str:
    """A cursor after which nothing comes: what is older than no open transaction comes once more."""
    found = [cursor]

    def brings_nothing() -> bool:
        last = download(device, found[0])
        found[0] = last["cursor"]
        return not download(device, found[0])["items"]

    wait_until(brings_nothing)
    return found[0]


def test_a_device_lets_in_at_its_gate_under_its_name(door: Door) -> None:
    assert door.ask("POST", "/gates", {"name": "North"}).status_code == 201
    device = door.device("Phone of Ben", gate="North")
    _, code = door.ticket()

    first, second = device.scan(code), device.scan(code)

    assert (first.json["verdict"], first.json["attendee_name"]) == ("admitted", "Ada Lovelace")
    assert (second.json["reason"], second.json["gate"]) == ("already_admitted", "North")
    entry = latest(door)
    assert (entry["gate"], entry["device"], entry["method"]) == ("North", "Phone of Ben", "scan")


def test_a_scan_that_is_sent_again_is_answered_the_same(door: Door) -> None:
    device = door.device()
    _, code = door.ticket()
    body = {"code": code, "scan_id": "scan-0001"}
    assert device.post("/scans", body).json == device.post("/scans", body).json


def test_a_device_scans_by_its_own_lists_only_and_the_first_by_default(door: Door) -> None:
    front, side = door.add_list("Front"), door.add_list("Side")
    device = door.device(list_ids=[side])
    _, code = door.ticket()

    refused = device.scan(code, list_id=front)
    admitted = device.scan(code)

    assert (refused.status_code, refused.json["code"]) == (403, "checkin_devices.other-list")
    assert refused.json["list_ids"] == [side]
    assert admitted.json["list_id"] == side
    assert [each["id"] for each in device.get().json["lists"]] == [side]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"scan_id": "scan-0001"}, "/code"),
        ({"scan_id": "scan-0001", "code": "x", "ticket_id": new_id().hex}, "/code"),
        ({"code": "x"}, "/scan_id"),
        ({"scan_id": "short", "code": "x"}, "/scan_id"),
        ({"scan_id": "scan-0001", "code": "x", "gate": "South"}, "/gate"),
    ],
)
def test_a_scan_that_makes_no_sense_is_refused_by_field(
    door: Door, body: dict[str, Any], pointer: str
) -> None:
    refused = door.device().post("/scans", body)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == [pointer]


def test_a_scan_by_a_device_takes_two_statements(door: Door, statements: Any) -> None:
    device = door.device()
    for _ in range(2):  # keys, list and names are known afterwards
        device.scan(door.ticket()[1])
    _, code = door.ticket()
    statements.clear()
    assert device.scan(code).json["verdict"] == "admitted"
    assert len(statements) == 2, statements


def test_somebody_is_found_by_a_part_of_the_name_and_let_in(door: Door) -> None:
    device = door.device()
    ticket, _ = door.ticket("Grace Hopper")
    door.ticket("Ada Lovelace")

    [found] = device.get("/search?q=hop").json["items"]
    body = {"ticket_id": found["ticket_id"], "scan_id": "scan-0001"}
    admitted = device.post("/scans", body).json
    [again] = device.get("/search?q=GRACE").json["items"]

    assert (found["ticket_id"], found["admitted_at"]) == (str(ticket.id), None)
    assert set(found) == {
        "ticket_id", "name", "number", "ticket_type_id", "state", "admitted_at",
    }  # fmt: skip
    assert (admitted["verdict"], admitted["attendee_name"]) == ("admitted", "Grace Hopper")
    came_in = [datetime.fromisoformat(each["admitted_at"]) for each in (again, admitted)]
    assert came_in[0] == came_in[1]
    assert latest(door)["method"] == "name"
    assert device.get("/search?q=%25%25").json["items"] == []
    assert device.get("/search?q=x").status_code == 422


def test_a_ticket_of_another_event_is_told_apart_when_it_is_sent_by_id(
    door: Door, make_door: Callable[[], Door]
) -> None:
    device = door.device()
    foreign, _ = make_door().ticket()
    body = {"ticket_id": str(foreign.id), "scan_id": "scan-0001"}
    assert device.post("/scans", body).json["reason"] == "unknown_ticket"


@pytest.mark.parametrize(
    "name",
    [
        "Jörg Müller-Weiß", "Søren Łukasz Þór", "Æsa Œuvre-Đorđe", "Ğülşen İnan ılgaz",
        "Aoife O’Neil–Byrne", "Ελένη Παπά", "Фёдор Ёлкин", "آدا لُوفليس", "किरण देसाई",
    ],
)  # fmt: skip
def test_somebody_is_found_by_the_letters_of_another_keyboard(door: Door, name: str) -> None:
    device = door.device()
    door.ticket("Ada Lovelace")
    ticket, _ = door.ticket(name)
    for text in (name, plain_letters(name), name.upper(), plain_letters(name).title()):
        found = device.get(f"/search?q={quote(text)}").json["items"]
        assert [each["ticket_id"] for each in found] == [str(ticket.id)], text
    [found] = device.get(f"/search?q={quote('Ådå Løvelåce')}").json["items"]
    assert found["name"] == "Ada Lovelace"
    marks = quote("\u0301\u0301")
    assert device.get(f"/search?q={marks}").json["items"] == []


def test_search_and_download_have_the_tickets_of_the_devices_lists_only(
    door: Door, vip: Any
) -> None:
    side = door.add_list("Side", ticket_type_ids=[str(vip)])
    device = door.device(list_ids=[side])
    ticket, _ = door.ticket("Grace Hopper", ticket_type_id=vip)
    door.ticket("Grace Kelly")

    assert [each["name"] for each in device.get("/search?q=grace").json["items"]] == [
        "Grace Hopper"
    ]
    listed = download(device)
    assert [each["id"] for each in listed["items"]] == [str(ticket.id)]
    assert listed["list_ids"] == [side]


def test_a_downloaded_list_has_names_and_no_code_that_lets_in(door: Door) -> None:
    device = door.device()
    ticket, code = door.ticket()
    answer = device.get("/attendees")
    [item] = answer.json["items"]

    assert answer.json["is_complete"] is True
    assert item["code_hash"] == hashlib.sha256(ticket.nonce).hexdigest()[:32]
    assert (item["name"], item["lists"], item["entries"]) == ("Ada Lovelace", [0], [])
    for secret in (code, ticket.nonce.hex(), ticket.short_code, ticket.holder_email):
        assert secret not in answer.get_data(as_text=True)


def test_the_same_list_is_not_sent_twice(door: Door) -> None:
    device = door.device()
    _, code = door.ticket()
    first = device.get("/attendees")
    etag = first.headers["ETag"]
    same = device.get("/attendees", **{"If-None-Match": etag})
    device.scan(code)
    changed = device.get("/attendees", **{"If-None-Match": etag})

    assert (same.status_code, same.get_data()) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_a_cursor_brings_what_has_changed_and_nothing_else(door: Door, vip: Any) -> None:
    device, other = door.device("Phone"), door.device("Tablet")
    quiet, _ = door.ticket("Quiet")
    named = {}
    for name in ("scanned", "void", "handed", "undone"):
        named[name], code = door.ticket(name)
        if name in ("scanned", "undone"):
            named[f"{name} code"] = code
    undone = other.scan(named["undone code"]).json["admission_id"]
    cursor = settled(device)

    other.scan(named["scanned code"])
    door.ask("POST", f"/checkins/{undone}/undo", {"reason": "Wrong person"})
    with transaction(door.occasion.ctx) as tx:
        tickets.void(tx, reference=named["void"].reference, reason="refunded")
        holder = tickets.NewHolder(name="Next", email="next@people.example")
        tickets.transfer(tx, named["handed"].id, holder)
    late, _ = door.ticket("Late")
    changed = download(device, cursor)
    by_id = {each["id"]: each for each in changed["items"]}

    assert changed["is_complete"] is False
    assert set(by_id) == {
        str(named[each].id) for each in ("scanned", "void", "handed", "undone")
    } | {str(late.id)}
    assert by_id[str(named["scanned"].id)]["entries"][0]["list"] == 0
    assert by_id[str(named["undone"].id)]["entries"] == []
    assert by_id[str(named["void"].id)]["state"] == "refunded"
    assert by_id[str(named["handed"].id)]["name"] == "Next"
    settled(device, changed["cursor"])
    assert str(quiet.id) in {each["id"] for each in download(device)["items"]}


def cursor_of(door: Door, device: DoorDevice) -> str:
    ctx = service.device_of(door.organization.id, device.token, request_id="")
    return service.list_attendees(ctx, None)[0].cursor


def test_a_change_that_commits_after_the_download_comes_with_the_next(door: Door) -> None:
    device = door.device()
    ticket, _ = door.ticket("Grace")
    with transaction(door.occasion.ctx) as tx:
        tickets.rename(tx, ticket.id, holder_name="Grace H.", holder_email="g@people.example")
        with ThreadPoolExecutor(1) as pool:  # on another connection, which does not see it yet
            cursor = pool.submit(cursor_of, door, device).result()
    assert [each["name"] for each in download(device, cursor)["items"]] == ["Grace H."]


def test_a_ticket_that_leaves_the_devices_lists_is_taken_from_it_without_a_name(
    door: Door, vip: Any
) -> None:
    side = door.add_list("Side", ticket_type_ids=[str(vip)])
    device = door.device(list_ids=[side])
    ticket, _ = door.ticket("Grace", ticket_type_id=vip)
    cursor = download(device)["cursor"]
    with transaction(door.occasion.ctx) as tx:
        tickets.change_type(
            tx,
            ticket.reference,
            ticket_type_id=vip,
            to_ticket_type_id=door.occasion.ticket_type_id,
        )
    [left] = download(device, cursor)["items"]
    assert (left["id"], left["lists"], left["name"]) == (str(ticket.id), [], "")


def test_a_list_that_was_changed_comes_whole_again(door: Door) -> None:
    side = door.add_list("Side")
    device = door.device(list_ids=[side])
    door.ticket()
    cursor = download(device)["cursor"]
    renamed = door.ask("PATCH", f"/checkin-lists/{side}", {"name": "Side door"})
    assert renamed.status_code == 200
    again = download(device, cursor)
    assert (again["is_complete"], len(again["items"])) == (True, 1)


@pytest.mark.parametrize("cursor", ["x", "%25", "LTEuYWJj", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5LmE"])
def test_a_cursor_that_is_none_is_refused(door: Door, cursor: str) -> None:
    answer = door.device().get(f"/attendees?cursor={cursor}")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "?cursor"


def test_a_device_knows_its_event_and_the_keys_of_its_codes(door: Door) -> None:
    device = door.device()
    _, code = door.ticket()
    setup = device.get().json
    assert setup["event_title"] == "Cloud Summit"
    assert setup["device"]["id"] == device.id
    assert code.split(".")[1] in {each["key_id"] for each in setup["keys"]}
    assert [each["name"] for each in setup["ticket_types"]] == ["Early bird"]


def test_five_thousand_attendees_are_less_than_two_megabytes_and_half_of_one_packed(
    door: Door,
) -> None:
    for _ in range(5):
        make_tickets(door.occasion, *(f"Guest {number}" for number in range(1000)))
    device = door.device()
    answer = device.get("/attendees")
    assert len(answer.json["items"]) == 5_000
    assert len(answer.get_data()) < 2_000_000
    assert answer.headers["Vary"] == "Accept-Encoding"
    packed = device.get("/attendees", **{"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.get_data()) < 500_000
    assert len(msgspec.json.decode(gzip.decompress(packed.get_data()))["items"]) == 5_000
