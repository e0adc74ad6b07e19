"""A kiosk: attendees check themselves in, find their own ticket alone, and get one badge."""

import base64
import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from tests.factories.people import bearer, context_of, make_organization
from tests.factories.sales_desk import open_sales_desk
from tests.factories.work import drain
from tests.modules.checkin_devices.conftest import DoorDevice
from tests.reading.qr import texts_of_pdf

from turnout.kernel import clock, runtime
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Forbidden
from turnout.kernel.ids import new_id
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.badges.service import layouts
from turnout.modules.badges.types import BadgeDesign, BadgeElement, NewBadgeLayout
from turnout.modules.checkin import service as doors
from turnout.modules.checkin_devices import api as checkin_devices
from turnout.modules.files import api as files
from turnout.modules.kiosks import rules
from turnout.modules.organizations import api as organizations

pytestmark = pytest.mark.usefixtures("queued")
KIOSK = {"pin": "2468", "prints_badges": True}
NAME = "Ada King Lovelace"


@pytest.fixture
def desk(client, provider):
    with open_sales_desk(client, provider) as opened:
        doors.ensure_default_list(opened.ctx, opened.shop.event_id)
        name = BadgeElement(kind="name", x_mm=5, y_mm=5, width_mm=60, height_mm=12)
        design = BadgeDesign(width_mm=85, height_mm=54, elements=[name])
        new = NewBadgeLayout(name="Badge", design=design, is_default=True)
        layouts.create_layout(opened.ctx, opened.shop.event_id, new)
        yield opened


def issue(desk, **stated: Any):
    base = f"/api/v1/organizations/{desk.ctx.organization_id}"
    ends_at = (clock.now() + timedelta(hours=8)).isoformat()
    path = f"{base}/events/{desk.shop.event_id}/checkin-joining-codes"
    body = {"ends_at": ends_at, **stated}
    return desk.client.post(path, json=body, headers=bearer(desk.shop.organization.owner))


def join(desk, name="Kiosk 1", **stated: Any) -> DoorDevice:
    base = f"/api/v1/organizations/{desk.ctx.organization_id}"
    issued = issue(desk, **stated)
    assert issued.status_code == 201, issued.json
    sent = {"code": issued.json["code"], "name": name}
    made = desk.client.post(f"{base}/checkin-device/join", json=sent).json
    return DoorDevice(desk.client, base, made["device"]["id"], made["token"])


@pytest.fixture
def kiosk(desk):
    return join(desk, kiosk=KIOSK)


@pytest.fixture
def sold(desk):
    """An order of Ada's, sold elsewhere."""
    till = join(desk, "Till", may_sell=True)
    wanted = str(desk.type_id)
    body = {
        "lines": [{"ticket_type_id": wanted, "quantity": 1}],
        "buyer": {"name": NAME, "email": "ada@engine.example"},
        "attendees": [{"ticket_type_id": wanted, "name": NAME}],
        "payment": {"method": "cash"},
    }
    answer = till.post("/box-office/sales", body, **{"Idempotency-Key": new_id().hex})
    assert answer.status_code == 201, answer.json
    drain()
    return answer.json


def find(kiosk, name, proof):
    return kiosk.post("/kiosk/search", {"name": name, "proof": proof})


def check_in(kiosk, ticket_id):
    return kiosk.post("/scans", {"ticket_id": ticket_id, "scan_id": new_id().hex})


def print_badge(kiosk, ticket_id, key=None, **more):
    body = {"ticket_id": ticket_id, **more}
    return kiosk.post("/kiosk/badges", body, **{"Idempotency-Key": key or new_id().hex})


def test_a_code_says_that_its_devices_are_kiosks_and_the_pin_is_kept_as_a_hash(desk, kiosk):
    setup = kiosk.get().json
    assert setup["device"]["is_kiosk"] is True
    shown = setup["kiosk"]
    assert shown["prints_badges"] is True
    assert shown["organization_name"]
    assert "2468" not in str(setup)
    assert join(desk, "Phone").get().json["kiosk"] is None


def test_a_kiosk_brings_the_organizations_logo_and_colour_along(desk, kiosk):
    assert kiosk.get().json["kiosk"]["logo"] == ""
    drawn = io.BytesIO()
    Image.new("RGBA", (1600, 400), "#1f3a5f").save(drawn, "PNG")
    upload = files.Upload(
        name="logo.png", data=drawn.getvalue(), declared_type="image/png",
        visibility=files.FileVisibility.PUBLIC,
    )  # fmt: skip
    logo = files.store(desk.shop.organizer, upload).id
    with transaction(desk.shop.organizer) as tx:
        organizations.set_logo(tx, logo)
    shown = kiosk.get().json["kiosk"]
    kind, _, data = shown["logo"].partition(",")
    assert kind == "data:image/png;base64"
    assert Image.open(io.BytesIO(base64.b64decode(data))).size == (720, 180)
    assert shown["accent"].startswith("#")


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "१२३"])
def test_a_pin_has_four_to_eight_digits(desk, pin):
    assert issue(desk, kiosk={"pin": pin}).status_code == 422


def test_a_kiosk_sets_no_rule_aside_and_sells_nothing(desk):
    refused = issue(desk, kiosk=KIOSK, may_override=True, may_sell=True)
    assert refused.status_code == 422
    assert {each["pointer"] for each in refused.json["errors"]} == {"/may_override", "/may_sell"}


def test_nobody_at_a_kiosk_reaches_what_the_team_does(desk, kiosk, sold):
    assert kiosk.get("/search?q=Ada").json["code"] == "checkin_devices.not-at-kiosks"
    assert kiosk.get("/box-office/ticket-types").status_code == 403
    ticket_id = sold["tickets"][0]["ticket_id"]
    out = {"ticket_id": ticket_id, "scan_id": new_id().hex, "direction": "auto"}
    assert kiosk.post("/scans", out).json["code"] == "checkin_devices.not-at-kiosks"
    anyway = {"ticket_id": ticket_id, "scan_id": new_id().hex, "override_reason": "Please"}
    assert kiosk.post("/scans", anyway).json["code"] == "checkin_devices.override-not-allowed"
    phone = join(desk, "Phone")
    assert find(phone, "Ada", sold["number"]).json["code"] == "checkin_devices.not-a-kiosk"
    assert print_badge(phone, ticket_id).json["code"] == "checkin_devices.not-a-kiosk"


@pytest.mark.parametrize("typed", [NAME, "lovelace", "ÁDA  lovelace", "King Ada"])
def test_somebody_finds_their_ticket_by_name_and_number_or_address(kiosk, sold, typed):
    [ticket] = sold["tickets"]
    for proof in (
        sold["number"],
        f" {sold['number'].lower()} ",
        sold["number"].replace("-", "‑"),
        "ADA@engine.example",
    ):
        found = find(kiosk, typed, proof)
        assert found.status_code == 200, found.json
        assert found.json["ticket_id"] == ticket["ticket_id"]
        assert set(found.json) == {"ticket_id", "name", "ticket_type_id"}


def test_no_answer_tells_which_half_was_wrong(kiosk, sold):
    wrong = [
        find(kiosk, "Grace", sold["number"]),
        find(kiosk, "Ada", "TO-NOBODY"),
        find(kiosk, "Ada", "eve@people.example"),
        find(kiosk, "A", sold["number"]),
        find(kiosk, "%", sold["number"]),
    ]
    said = {(each.status_code, each.json["code"], each.json["title"]) for each in wrong}
    assert len(said) == 1
    assert wrong[0].json["code"] == "kiosks.nobody-found"


def test_guesses_are_limited_for_each_kiosk(desk, kiosk, sold, monkeypatch):
    other = join(desk, "Kiosk 2", kiosk=KIOSK)
    limiter = Limiter(None, limits={"kiosk-guess": "20/600", "scan": "6000/60"}, now=lambda: 0.0)
    monkeypatch.setattr(runtime.current(), "limiter", limiter)
    said = [find(kiosk, "Ada", f"TO-{number}").status_code for number in range(8)]
    assert (said[0], said[-1]) == (404, 429)
    assert find(kiosk, "Ada", sold["number"]).status_code == 429, "the right one waits as well"
    assert find(other, "Ada", sold["number"]).status_code == 200


def test_who_is_checked_in_alone_is_in_by_the_method_kiosk(desk, kiosk, sold):
    [ticket] = sold["tickets"]
    assert check_in(kiosk, ticket["ticket_id"]).json["verdict"] == "admitted"
    assert check_in(kiosk, ticket["ticket_id"]).json["reason"] == "already_admitted"
    kiosk.scan("no ticket at all")
    with transaction(desk.ctx) as tx:
        here = "WHERE organization_id = %(organization_id)s"
        admitted = tx.query(f"SELECT method, device FROM admissions {here}", tx.here())
        refused = tx.query(f"SELECT DISTINCT method FROM checkin_refusals {here}", tx.here())
    assert admitted == [("kiosk", "Kiosk 1")]
    assert refused == [("kiosk",)]


def test_scans_without_a_connection_say_kiosk_too(desk, kiosk, sold):
    now = clock.now().isoformat()
    scan = {"scan_id": "scan-0001", "scanned_at": now, "reason": "admitted"}
    scan["ticket_id"] = sold["tickets"][0]["ticket_id"]
    answer = kiosk.post("/scans/uploads", {"device_time": now, "scans": [scan]})
    assert answer.json["items"][0]["outcome"] == "admitted", answer.json
    with transaction(desk.ctx) as tx:
        here = "WHERE organization_id = %(organization_id)s"
        assert tx.query(f"SELECT method FROM admissions {here}", tx.here()) == [("kiosk",)]


@pytest.mark.parametrize(
    ("form", "says"), [("full", NAME), ("first", "Ada"), ("first_last", "Ada Lovelace")]
)
def test_each_ticket_gets_one_badge_with_the_name_as_chosen(desk, kiosk, sold, form, says):
    ticket_id = sold["tickets"][0]["ticket_id"]
    assert print_badge(kiosk, ticket_id).json["code"] == "kiosks.not-checked-in-here"
    check_in(kiosk, ticket_id)
    key = new_id().hex
    made = print_badge(kiosk, ticket_id, key, name_form=form)
    assert made.status_code == 201, made.json
    assert print_badge(kiosk, ticket_id, key, name_form=form).json == made.json
    assert print_badge(kiosk, ticket_id).json["code"] == "kiosks.badge-printed-before"
    run = made.json["badge_print_run_id"]
    file = kiosk.get(f"/kiosk/badges/{run}")
    assert file.status_code == 200
    assert [text.strip() for text in texts_of_pdf(file.data)] == [says]
    other = join(desk, "Kiosk 2", kiosk=KIOSK)
    assert other.get(f"/kiosk/badges/{run}").json["code"] == "kiosks.no-badge"
    assert print_badge(other, ticket_id).json["code"] == "kiosks.not-checked-in-here"


def test_a_kiosk_without_badges_prints_none(desk, sold):
    plain = join(desk, "Plain", kiosk={"pin": "1357"})
    ticket_id = sold["tickets"][0]["ticket_id"]
    check_in(plain, ticket_id)
    assert print_badge(plain, ticket_id).json["code"] == "kiosks.prints-no-badges"
    assert plain.get(f"/kiosk/badges/{new_id()}").status_code == 403


def test_tickets_of_other_events_and_organizations_are_not_found(client, kiosk, sold):
    stranger = make_organization()
    address = f"/api/v1/organizations/{stranger.id}/checkin-device/kiosk/search"
    proof = {"Authorization": f"Bearer {kiosk.token}"}
    body = {"name": "Ada", "proof": sold["number"]}
    assert client.post(address, json=body, headers=proof).status_code == 401


@pytest.mark.parametrize(
    ("holder", "typed", "is_it"),
    [
        ("Ada Lovelace", "LOVELACE", True),
        ("Zoë Müller-Lüdenscheidt", "zoe muller", True),
        ("Ada Lovelace", "Love", False),
        ("Ada Lovelace", " ", False),
        ("Ada Lovelace", "-", False),
        ("آدا لوفليس", "لوفليس", True),
        ("Søren Weiß", "soren WEISS", True),
        ("Łukasz Þórsson", "lukasz thorsson", True),
        ("किरण", "किरण", True),
        ("किरण", "रण", False),
    ],
)
def test_each_typed_word_is_one_of_the_name(holder, typed, is_it):
    assert rules.is_named(holder, typed) is is_it


def test_permission_to_print_is_needed_to_hand_it_on(desk):
    ctx = context_of(desk.shop.organization, desk.shop.organization.owner)
    allowed = frozenset({"checkin-devices.manage", "checkin.scan"})
    poorer = replace(ctx, permissions=allowed)
    mode = checkin_devices.kiosk_of("2468", prints_badges=True)
    new = checkin_devices.NewJoiningCode(ends_at=clock.now() + timedelta(days=1), kiosk=mode)
    with pytest.raises(Forbidden):
        checkin_devices.create_joining_code(poorer, desk.shop.event_id, new)
