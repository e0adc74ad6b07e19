"""Badges are printed: each print is on record, a reprint has its reason, a file is there a day."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
from PIL import Image
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.factories.tickets import Occasion, make_tickets
from tests.factories.work import drain, run_jobs, run_timed
from tests.modules.badges.conftest import NAME, QR, a_design
from tests.reading.qr import codes_in_pdf, pages_of_pdf, texts_of_pdf

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.badges import queries
from turnout.modules.events.service import covers
from turnout.modules.tickets import api as tickets

COMPANY = {**NAME, "kind": "answer", "question": "company", "y_mm": 24, "width_mm": 50}
PRONOUNS = {**COMPANY, "question": "pronouns", "y_mm": 38}


def code_of(event, ticket_id):
    with transaction(event.shop.organizer) as tx:
        return tickets.code_of(tx, tickets.find_ticket(tx, UUID(ticket_id)))


def test_a_badge_says_who_it_is_and_its_code_lets_in(event):
    event.made(design=a_design(NAME, QR, COMPANY, PRONOUNS))
    ticket = event.ticket("Ada Lovelace", company="Analytical Engines", pronouns="she")
    pdf = event.file(event.printed(ticket, device="Desk 1"))
    [text] = texts_of_pdf(pdf)
    assert "Ada Lovelace" in text
    assert "Analytical Engines" in text
    assert "she/her" in text, "a choice is said by its words"
    [code] = codes_in_pdf(pdf)
    assert code == code_of(event, ticket)
    lists = event.get("/checkin-lists").json["items"]
    scanned = event.post("/checkins", {"code": code, "list_id": lists[0]["id"]})
    assert scanned.json["verdict"] == "admitted"


def test_each_ticket_type_has_its_own_layout_and_the_others_the_default(event):
    event.made("Default", design=a_design({**NAME, "kind": "text", "text": "GUEST"}))
    event.made(
        "VIP",
        is_default=False,
        ticket_type_ids=[str(event.vip)],
        design=a_design({**NAME, "kind": "text", "text": "IMPORTANT"}),
    )
    both = event.printed(event.ticket(), event.ticket(of=event.vip))
    assert [text.strip() for text in texts_of_pdf(event.file(both))] == ["GUEST", "IMPORTANT"]


def test_badges_come_in_the_order_in_which_they_were_asked_for(event):
    event.made(design=a_design(NAME))
    names = [f"Guest {letter}" for letter in "hbgafdce"]
    file = event.file(event.printed(*[event.ticket(each) for each in names]))
    assert [text.strip() for text in texts_of_pdf(file)] == names


def test_without_a_layout_nothing_is_printed(event):
    event.made("VIP", is_default=False, ticket_type_ids=[str(event.vip)])
    ticket = event.ticket()
    assert event.print(ticket).json["code"] == "badges.none-for-ticket-type"
    assert event.get("/badge-prints", ticket_id=ticket).json["items"] == []


def test_a_reprint_needs_a_reason_and_is_counted(event):
    event.made()
    ticket = event.ticket()
    event.printed(ticket, device="Desk 1")
    again = event.print(ticket)
    assert event.pointers(again) == ["/reason"]
    event.printed(ticket, reason="The printer jammed", device="Desk 2")
    listed = event.get("/badge-prints", ticket_id=ticket).json["items"]
    assert [(each["number"], each["reason"], each["device"]) for each in listed] == [
        (2, "The printer jammed", "Desk 2"),
        (1, "", "Desk 1"),
    ]
    owner = event.shop.organization.owner
    assert {each["printed_by"] for each in listed} == {f"user:{owner.id}"}
    assert {each["attendee_name"] for each in listed} == {"Ada Lovelace"}


def test_one_that_was_printed_keeps_all_others_from_being_printed(event):
    event.made()
    first, second = event.ticket(), event.ticket("Grace Hopper")
    event.printed(first)
    assert event.print(second, first).status_code == 422
    assert event.get("/badge-prints", ticket_id=second).json["items"] == []


def test_the_same_request_prints_once(event):
    event.made()
    body = {"ticket_ids": [event.ticket()]}
    one, two = (event.post("/badge-print-runs", body, key="f" * 20 + "0123456789") for _ in "12")
    assert (one.status_code, two.status_code) == (201, 201)
    assert one.json["id"] == two.json["id"]
    assert len(event.get("/badge-prints").json["items"]) == 1


def test_void_tickets_and_those_of_other_events_have_no_badge(event):
    event.made()
    other = make_shop(event.shop.organization)
    elsewhere = type(event)(event.client, other, other.add_type(), other.add_type()).ticket()
    assert event.pointers(event.print(event.ticket(), elsewhere)) == ["/ticket_ids/1"]


def test_a_layout_of_another_event_is_none_of_this_one(event):
    other = make_shop(event.shop.organization)
    elsewhere = type(event)(event.client, other, other.add_type(), other.add_type()).made()
    event.made()
    ticket = event.ticket()
    assert event.pointers(event.print(ticket, layout_id=elsewhere["id"])) == ["/layout_id"]
    found = event.post("/badge-print-runs/found", {"layout_id": elsewhere["id"]})
    assert found.status_code == 422


def test_a_file_is_there_for_a_day_and_says_what_is_so_now(event, monkeypatch):
    event.made(design=a_design(NAME))
    run = event.printed(event.ticket())
    assert (run["prints"], run["parts"]) == (1, 1)
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr("turnout.kernel.clock.now", lambda: later)
    gone = event.get(f"/badge-print-runs/{run['id']}/file")
    assert (gone.status_code, gone.json["code"]) == (410, "badges.file-expired")


def test_only_who_may_print_prints_and_downloads(event):
    event.made()
    run = event.printed(event.ticket())
    partner = add_member(event.shop.organization, role="partner")
    body = {"ticket_ids": [event.ticket("Grace Hopper")]}
    assert event.post("/badge-print-runs", body, user=partner).status_code == 403
    path = f"{event.path}/badge-print-runs/{run['id']}/file"
    assert event.client.get(path, headers=bearer(partner)).status_code == 403


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"format": "zpl"}, "/dpi"),
        ({"format": "zpl", "dpi": 204}, "/dpi"),
        ({"dpi": 203}, "/dpi"),
        ({"layout_id": "0190a7c0-0000-7000-8000-000000000009"}, "/layout_id"),
        ({"reason": "x" * 201}, "/reason"),
        ({"ticket_ids": []}, "/ticket_ids"),
    ],
)
def test_a_request_that_says_nonsense_is_refused_by_its_field(event, said, pointer):
    event.made()
    body = {"ticket_ids": [event.ticket()], **said}
    assert pointer in event.pointers(event.post("/badge-print-runs", body))


def test_a_label_printer_gets_zpl_and_sheets_are_refused(event):
    event.made()
    run = event.printed(event.ticket("Ada Lovelace"), format="zpl", dpi=203)
    zpl = event.file(run).decode()
    assert "Ada Lovelace" in zpl
    assert zpl.count("^XA") == 1
    folded = event.made("Folded", design=a_design(NAME, sides="folded"))
    refused = event.print(
        event.ticket("Grace Hopper"), format="zpl", dpi=203, layout_id=folded["id"]
    )
    assert event.pointers(refused) == ["/format"]


@pytest.fixture
def sponsored(event, client):
    """A design with a red picture."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 20), (200, 0, 0)).save(picture, "PNG")
    picture.seek(0)
    base = f"/api/v1/organizations/{event.shop.organization.id}/files"
    sent = client.post(base, data={"file": (picture, "sponsor.png")}, headers=event.headers).json
    element = {**QR, "kind": "picture", "file_id": sent["id"]}
    return event.made(design=a_design(NAME, element))


def test_a_picture_is_read_once_for_all_badges(event, sponsored, monkeypatch):
    event.file(event.printed(event.ticket("Grace Hopper")))

    def read(*_: object) -> None:
        raise AssertionError("the picture is read again")

    monkeypatch.setattr(covers, "open_image", read)
    assert event.file(event.printed(event.ticket("Ada Lovelace"))).startswith(b"%PDF")


def test_a_sponsors_picture_is_on_the_badge(event, sponsored):
    page = pages_of_pdf(event.file(event.printed(event.ticket())))[0].convert("RGB")
    reds = sum(count for count, colour in page.getcolors(2**24) if colour == (200, 0, 0))
    assert reds > 1000
    owners = {event.shop.event_id}
    with transaction(event.shop.organizer) as tx:
        uses = {each.owner_id for each in queries.list_file_uses(tx)}
    assert uses == owners, "files know by it where they are shown"


@pytest.fixture
def indexed(event):
    def indexed():
        drain()
        run_timed("order_search.index")

    return indexed


def test_a_filter_prints_many_as_a_job_by_name_and_passes_over_those_printed(event, indexed):
    event.made(design=a_design(NAME))
    names = ("Grace Hopper", "Ada Lovelace", "Chien-Shiung Wu")
    by_name = {name: event.ticket(name) for name in names}
    event.ticket("Very Important", of=event.vip)
    event.printed(by_name["Chien-Shiung Wu"])
    indexed()
    body = {"filter": {"ticket_type_id": str(event.standard)}, "device": "Office"}
    job = event.post("/badge-print-runs/found", body)
    assert job.status_code == 202, job.json
    run_jobs()
    run = event.get(f"/badge-print-runs/{job.json['about_id']}").json
    assert (run["prints"], run["parts"], run["job_id"]) == (2, 1, job.json["id"])
    texts = [text.strip() for text in texts_of_pdf(event.file(run))]
    assert texts == ["Ada Lovelace", "Grace Hopper"]
    base = f"/api/v1/organizations/{event.shop.organization.id}/jobs/{job.json['id']}"
    done = event.client.get(base, headers=event.headers).json
    assert (done["state"], done["done"], done["skipped"]) == ("done", 2, 1)


def test_a_filter_prints_all_again_for_a_reason_and_finds_somebody(event, indexed):
    event.made()
    event.printed(event.ticket())
    indexed()
    assert event.pointers(event.post("/badge-print-runs/found", {"again": True})) == ["/reason"]
    nobody = {"filter": {"ticket_type_id": str(event.vip)}}
    assert event.pointers(event.post("/badge-print-runs/found", nobody)) == ["/filter"]
    job = event.post("/badge-print-runs/found", {"again": True, "reason": "New logo"})
    run_jobs()
    run = event.get(f"/badge-print-runs/{job.json['about_id']}").json
    assert run["prints"] == 1
    assert {each["number"] for each in event.get("/badge-prints").json["items"]} == {1, 2}


def test_prints_are_in_the_time_line_of_the_order(event):
    event.made()
    ticket = event.ticket()
    event.printed(ticket, device="Desk 1")
    event.printed(ticket, reason="Lost")
    with transaction(event.shop.organizer) as tx:
        order_id = tickets.find_ticket(tx, UUID(ticket)).reference
    path = f"{event.shop.orders_path}/{order_id}/timeline"
    found = event.client.get(path, headers=event.headers).json["items"]
    told = [each["values"] for each in found if each["kind"] == "badge.printed"]
    assert [(each["number"], each["reason"], each["device"]) for each in told] == [
        (2, "Lost", ""),
        (1, "", "Desk 1"),
    ]


def test_a_ticket_without_an_order_has_a_badge_too(event):
    event.made(design=a_design(NAME, QR, COMPANY, {**PRONOUNS, "kind": "order_number"}))
    by_hand = Occasion(event.shop.organizer, event.shop.event_id, event.standard, new_id())
    [ticket] = make_tickets(by_hand, "Grace Hopper")
    [text] = texts_of_pdf(event.file(event.printed(str(ticket.id))))
    assert text.strip() == "Grace Hopper"
    [listed] = event.get("/badge-prints", ticket_id=str(ticket.id)).json["items"]
    assert listed["attendee_name"] == "Grace Hopper"
