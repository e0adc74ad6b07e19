"""Organizers make, change and delete badge layouts; what cannot be printed is refused by field."""

from uuid import uuid4

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.factories.work import drain
from tests.modules.badges.conftest import NAME, QR, a_design
from tests.reading.qr import pages_of_pdf, texts_of_pdf

from turnout.modules.events import api as events

SHEET = {
    "width_mm": 210, "height_mm": 297, "columns": 2, "rows": 5, "left_mm": 15, "top_mm": 11,
}  # fmt: skip


def test_a_layout_is_made_and_answers_what_was_said(event):
    answer = event.create("Standard", is_default=True, ticket_type_ids=[str(event.standard)])
    assert answer.status_code == 201, answer.json
    made = answer.json
    assert answer.headers["ETag"] == '"1"'
    assert (made["name"], made["is_default"]) == ("Standard", True)
    assert made["ticket_type_ids"] == [str(event.standard)]
    assert [each["kind"] for each in made["design"]["elements"]] == ["name", "qr"]
    assert event.get("/badge-layouts").json["items"] == [made]
    assert event.get(f"/badge-layouts/{made['id']}").json == made


@pytest.mark.parametrize(
    ("design", "pointer"),
    [
        (a_design({**NAME, "x_mm": 20}), "/design/elements/0/width_mm"),
        (a_design(NAME, {**QR, "y_mm": 40}), "/design/elements/1/height_mm"),
        (a_design({**QR, "width_mm": 21.9}), "/design/elements/0/width_mm"),
        (a_design({**QR, "height_mm": 12, "content": "badge"}), "/design/elements/0/height_mm"),
        (a_design({**NAME, "kind": "code_128", "width_mm": 41}), "/design/elements/0/width_mm"),
        (a_design({**NAME, "kind": "pdf417", "height_mm": 19}), "/design/elements/0/height_mm"),
        (a_design({**NAME, "height_mm": 2}), "/design/elements/0/height_mm"),
        (a_design({**NAME, "kind": "text", "text": " "}), "/design/elements/0/text"),
        (a_design({**NAME, "kind": "answer", "question": "age"}), "/design/elements/0/question"),
        (
            a_design({**NAME, "kind": "answer", "question": "passport"}),
            "/design/elements/0/question",
        ),
        (a_design({**NAME, "kind": "picture"}), "/design/elements/0/file_id"),
        (
            a_design({**NAME, "kind": "picture", "file_id": str(uuid4())}),
            "/design/elements/0/file_id",
        ),
        (a_design({**NAME, "colour": "red"}), "/design/elements/0/colour"),
        (a_design({**NAME, "kind": "hologram"}), "/design/elements/0/kind"),
        (a_design({**NAME, "x_mm": -1}), "/design/elements/0/x_mm"),
        (a_design(sheet={**SHEET, "columns": 3}), "/design/sheet/columns"),
        (a_design(sheet={**SHEET, "rows": 6}), "/design/sheet/rows"),
        (a_design(sheet=SHEET, sides="folded"), "/design/sheet/rows"),
        (a_design(width_mm=5), "/design/width_mm"),
    ],
)
def test_what_cannot_be_printed_or_scanned_is_refused_by_its_field(event, design, pointer):
    assert pointer in event.pointers(event.create(design=design))


def test_a_band_has_colours_of_the_events_own_ticket_types(event):
    other = make_shop(event.shop.organization).add_type()
    band = {**NAME, "kind": "band", "colours": {str(event.vip): "#aa0000", str(other): "#00aa00"}}
    refused = event.pointers(event.create(design=a_design(band)))
    assert refused == [f"/design/elements/0/colours/{other}"]
    assert event.pointers(event.create(ticket_type_ids=[str(other)])) == ["/ticket_type_ids"]


def test_an_event_has_one_default_and_a_ticket_type_one_layout(event):
    first = event.made("First", ticket_type_ids=[str(event.vip)])
    second = event.made("Second", ticket_type_ids=[str(event.vip)])
    listed = {each["id"]: each for each in event.get("/badge-layouts").json["items"]}
    assert (listed[first["id"]]["is_default"], listed[first["id"]]["ticket_type_ids"]) == (
        False,
        [],
    )
    assert listed[second["id"]]["ticket_type_ids"] == [str(event.vip)]
    assert event.create("fIRST").json["code"] == "badges.name-taken"


def test_a_layout_changes_for_who_saw_it_last(event):
    made = event.made()
    path = f"{event.path}/badge-layouts/{made['id']}"
    seen = {**event.headers, "If-Match": '"1"'}
    wide = a_design({**NAME, "width_mm": 80})
    changed = event.client.patch(path, json={"design": wide}, headers=seen)
    assert (changed.status_code, changed.json["version"]) == (200, 2)
    assert changed.json["design"]["elements"][0]["width_mm"] == 80
    assert event.client.patch(path, json={"name": "Late"}, headers=seen).status_code == 412
    assert event.client.delete(path, headers=seen).status_code == 412
    assert event.client.delete(path, headers=event.headers).status_code == 204
    assert event.client.get(path, headers=event.headers).json["code"] == "badges.no-layout"


def test_staff_see_layouts_and_managers_change_them(event):
    staff = add_member(event.shop.organization, role="staff")
    listed = event.client.get(f"{event.path}/badge-layouts", headers=bearer(staff))
    assert listed.status_code == 200
    body = {"name": "Mine", "design": a_design()}
    assert event.post("/badge-layouts", body, user=staff).status_code == 403


def test_templates_take_the_questions_that_the_form_asks_and_can_be_saved(event):
    found = event.get("/badge-layouts/templates").json["items"]
    assert [each["key"] for each in found] == ["hanging", "label", "cards"]
    for each in found:
        asked = [one["question"] for one in each["design"]["elements"] if one["kind"] == "answer"]
        assert asked == ["company"]
        assert event.create(each["key"], design=each["design"]).status_code == 201


@pytest.mark.parametrize("sample", ["longest", "short", "arabic", "hindi"])
def test_a_design_is_previewed_before_it_is_saved(event, sample):
    body = {"design": a_design(), "sample": sample}
    drawn = event.post("/badge-layouts/preview", body)
    assert (drawn.status_code, drawn.mimetype) == (200, "image/svg+xml")
    assert drawn.data.startswith(b"<svg")
    assert b"<text" not in drawn.data, "glyphs are outlines: they look the same everywhere"
    pdf = event.post("/badge-layouts/preview", {**body, "format": "pdf"}).data
    assert len(pages_of_pdf(pdf)) == 1
    assert texts_of_pdf(pdf)[0].strip()
    zpl = event.post("/badge-layouts/preview", {**body, "format": "zpl", "dpi": 300}).data
    assert zpl.startswith(b"^XA\n^CI28\n^PW1063\n^LL650\n")
    assert event.get("/badge-print-runs").json["items"] == []


def test_a_preview_of_what_cannot_be_saved_says_why(event):
    body = {"design": a_design({**NAME, "x_mm": 50})}
    refused = event.post("/badge-layouts/preview", body)
    assert event.pointers(refused) == ["/design/elements/0/width_mm"]
    sheet = {"design": a_design(sheet=SHEET), "format": "zpl"}
    assert event.pointers(event.post("/badge-layouts/preview", sheet)) == ["/format"]


def copied_to(event, *parts):
    """The layouts of a copy of the event, and its ticket types."""
    wanted = events.NewCopy(parts=frozenset(parts))
    copy = events.copy_event(event.shop.organizer, event.shop.event_id, wanted)
    drain()
    path = f"{event.path.rpartition('/')[0]}/{copy.id}"
    layouts, types = (
        event.client.get(f"{path}/{each}", headers=event.headers).json["items"]
        for each in ("badge-layouts", "ticket-types")
    )
    return {each["name"]: each for each in layouts}, {each["name"]: each["id"] for each in types}


def test_a_copy_of_the_event_has_the_same_badges_for_its_own_ticket_types(event):
    band = {**NAME, "kind": "band", "colours": {str(event.vip): "#aa0000"}}
    event.made("Standard")
    event.made("VIP", is_default=False, ticket_type_ids=[str(event.vip)], design=a_design(band))
    layouts, types = copied_to(event, events.CopiedPart.TICKETS)
    assert sorted(layouts) == ["Standard", "VIP"]
    assert layouts["Standard"]["is_default"]
    vip = layouts["VIP"]
    assert (vip["ticket_type_ids"], vip["version"]) == ([types["VIP"]], 1)
    assert vip["design"]["elements"][0]["colours"] == {types["VIP"]: "#aa0000"}
    assert types["VIP"] != str(event.vip)
    alone, none = copied_to(event)
    assert (sorted(alone), none) == (["Standard", "VIP"], {})
    assert alone["VIP"]["ticket_type_ids"] == []
    assert alone["VIP"]["design"]["elements"][0]["colours"] == {}
