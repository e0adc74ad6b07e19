"""Secrets that open one thing to whoever has them: nothing else opens to them, and they end."""

from typing import Any

import pytest
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.isolation.environment import Environment, make_environment
from tests.isolation.sample_data import SESSION, SampleData
from tests.isolation.test_event_scope import closed_routes

from turnout.kernel.ids import new_id

CODE = "Turnout-Access-Code"
LINK = "Turnout-Link-Secret"
AGENDA = "Turnout-Agenda-Secret"
ORDER = "Turnout-Order-Secret"
ORGANIZATION = "/api/v1/organizations/<uuid:organization_id>"
HOLDERS = {
    f"GET {ORGANIZATION}/orders/<uuid:order_id>",
    f"PATCH {ORGANIZATION}/orders/<uuid:order_id>",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/tickets",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/tickets.pdf",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/tickets.ics",
    f"POST {ORGANIZATION}/orders/<uuid:order_id>/resend-tickets",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/payment-methods",
    f"POST {ORGANIZATION}/orders/<uuid:order_id>/payment",
    f"POST {ORGANIZATION}/orders/<uuid:order_id>/cancel",
    f"POST {ORGANIZATION}/orders/<uuid:order_id>/return",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/billing",
    f"POST {ORGANIZATION}/orders/<uuid:order_id>/billing",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/invoices",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/invoices/<uuid:invoice_id>.pdf",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/files",
    f"POST {ORGANIZATION}/orders/<uuid:order_id>/files",
    f"DELETE {ORGANIZATION}/orders/<uuid:order_id>/files/<uuid:file_id>",
    f"PATCH {ORGANIZATION}/orders/<uuid:order_id>/attendees/<uuid:attendee_id>",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/transfers",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/tickets/<uuid:ticket_id>/certificate.pdf",
    f"POST {ORGANIZATION}/orders/<uuid:order_id>/tickets/<uuid:ticket_id>/transfer",
    f"DELETE {ORGANIZATION}/orders/<uuid:order_id>/tickets/<uuid:ticket_id>/transfer",
    f"GET {ORGANIZATION}/orders/<uuid:order_id>/cancellation",
    f"POST {ORGANIZATION}/orders/<uuid:order_id>/cancellation",
    f"DELETE {ORGANIZATION}/waitlist-entries/<uuid:entry_id>",
}
"""What a buyer may do with an order, or with a place on a waitlist; the rest is for members."""


@pytest.fixture(scope="module")
def world(app: Any, running: Any) -> Environment:
    return make_environment(app)


@pytest.fixture
def by(client: Any) -> SampleData:
    return SampleData(client, make_shop(slug=f"gala-{new_id().hex[:8]}"))


def test_all_secrets_together_open_no_route_of_members(
    app: Any, client: Any, world: Environment, written: Any
) -> None:
    secrets = {
        ORDER: world.ids["paid_order_secret"],
        LINK: world.ids["own_part_secret"],
        AGENDA: world.ids["agenda_secret"],
    }
    ids = world.ids | {"order_id": world.ids["paid_order_id"]}
    before = written(ids["organization_id"])
    opened, holders, tried = {}, set(), 0
    for rule, method in closed_routes(app):
        view = app.view_functions[rule.endpoint].view_class
        if getattr(view, method.lower()).turnout_access.reason:
            holders.add(f"{method} {rule.rule}")
            continue
        if not rule.arguments <= ids.keys():
            continue
        path = rule.build({name: ids[name] for name in rule.arguments})[1]
        status = client.open(path, method=method, headers=secrets, json={}).status_code
        tried += 1
        if status != 401:
            opened[f"{method} {rule.rule}"] = status
    assert holders == HOLDERS
    assert tried >= 120
    assert not opened, opened
    assert written(ids["organization_id"]) == before


# Private events


def code_of(by: SampleData, **more: Any) -> tuple[str, str]:
    made = by.post(f"{by.event}/access-codes", {"label": "Friends", **more})
    return str(made["code"]), str(made["access"]["id"])


def seen(by: SampleData, headers: dict[str, str]) -> set[int]:
    """The answers of everything that shows an event to visitors."""
    slug = by.client.get(by.event, headers=by.headers).get_json()["slug"]
    paths = (
        f"{by.base}/public-events/{slug}",
        *(f"{by.event}{tail}" for tail in ("/offers", "/form", "/programme", "/public-sponsors")),
        *(f"{by.event}/programme.{form}" for form in ("ics", "csv", "xml")),
    )
    return {by.client.get(path, headers=headers).status_code for path in paths}


def test_a_private_event_shows_nothing_but_to_its_own_code_while_it_lasts(client: Any) -> None:
    by = SampleData(client, make_shop(visibility="private"))
    other = SampleData(client, make_shop(by.shop.organization, visibility="private"))
    code, code_id = code_of(by)
    foreign, _ = code_of(other)
    past, _ = code_of(by, expires_at="2020-01-01T00:00:00Z")
    for wrong in ("", foreign, past, code[:-1], code + "A", "x" * 5_000, "%", code_id):
        assert seen(by, {CODE: wrong} if wrong else {}) == {404}, wrong[:30]
    assert seen(by, {CODE: code}) == {200}
    assert seen(by, bearer(other_person())) == {404}
    revoked = client.delete(f"{by.event}/access-codes/{code_id}", headers=by.headers)
    assert revoked.status_code == 204
    assert seen(by, {CODE: code}) == {404}


def other_person() -> Any:
    return make_shop().organization.owner


def test_a_private_event_sells_to_its_code_only(client: Any) -> None:
    by = SampleData(client, make_shop(visibility="private"))
    ticket_type = by.shop.add_type()
    code, code_id = code_of(by)
    basket = by.shop.basket(ticket_type)
    for headers in ({}, {CODE: "WRONGCODE123"}, {CODE: code_id}):
        answer = client.post(by.shop.orders_path, json=basket, headers=headers)
        assert 400 <= answer.status_code < 500, headers
    assert client.post(by.shop.orders_path, json=basket, headers={CODE: code}).status_code == 201
    client.delete(f"{by.event}/access-codes/{code_id}", headers=by.headers)
    answer = client.post(by.shop.orders_path, json=basket, headers={CODE: code})
    assert 400 <= answer.status_code < 500


# Links of speakers and sponsors


def test_a_speaker_s_link_opens_one_speaker_s_part_until_it_is_revoked(by: SampleData) -> None:
    speaker = by.made(f"{by.event}/speakers", {"name": "Ada", "email": "ada@example.com"})
    sponsor = by.made(f"{by.event}/sponsors", {"name": "Ropes", "contact_email": "r@example.com"})
    link = by.post(f"{by.event}/speakers/{speaker}/links", {"days": 1})
    sponsor_link = by.post(f"{by.event}/sponsors/{sponsor}/links", {"days": 1})
    part, sponsor_part = f"{by.base}/own-part/speaker", f"{by.base}/own-part/sponsor"
    elsewhere = f"/api/v1/organizations/{make_shop().organization.id}/own-part/speaker"
    for path, secret, status in (
        (part, link["secret"], 200),
        (sponsor_part, sponsor_link["secret"], 200),
        (part, sponsor_link["secret"], 404),
        (sponsor_part, link["secret"], 404),
        (elsewhere, link["secret"], 404),
        (part, link["secret"].swapcase(), 404),
        (part, link["secret"][:-1], 404),
        (part, link["link"]["id"], 404),
        (part, "", 404),
        (part, "ünïcode", 404),
    ):
        answer = by.client.get(path, headers={LINK: secret})
        assert answer.status_code == status, (path, secret[:20])
    listed = by.client.get(f"{by.event}/self-service-links", headers=by.headers)
    assert link["secret"] not in listed.get_data(as_text=True)
    holder = {LINK: link["secret"]}
    for field in ("name", "email", "photo_file_id", "session_ids", "event_id"):
        changed = by.client.patch(part, json={field: by.shop.event_id.hex}, headers=holder)
        assert changed.status_code == 422, field
        assert changed.get_json()["errors"][0]["pointer"] == f"/{field}"
    by.client.delete(f"{by.event}/self-service-links/{link['link']['id']}", headers=by.headers)
    assert by.client.get(part, headers=holder).status_code == 404
    assert by.client.patch(part, json={"biography": "x"}, headers=holder).status_code == 404


def test_a_speaker_s_link_stores_pictures_and_nothing_else(by: SampleData) -> None:
    speaker = by.made(f"{by.event}/speakers", {"name": "Ada"})
    link = by.post(f"{by.event}/speakers/{speaker}/links", {"days": 1})
    for media_type, body in (
        ("application/pdf", b"%PDF-1.7\n%%EOF"),
        ("text/html", b"<script>alert(1)</script>"),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("image/png", b"<script>alert(1)</script>"),
        ("image/png", b"%PDF-1.7\n%%EOF"),
        ("image/png", b""),
    ):
        answer = by.client.put(
            f"{by.base}/own-part/speaker/photo",
            data=body,
            headers={LINK: link["secret"], "Content-Type": media_type},
        )
        assert 400 <= answer.status_code < 500, media_type
    kept = by.client.get(f"{by.base}/files", headers=by.headers).get_json()["items"]
    assert kept == []


# Personal agendas


def test_an_agenda_opens_to_its_own_secret_and_its_calendar_to_its_own_address(
    by: SampleData,
) -> None:
    session = by.made(f"{by.event}/sessions", SESSION)
    mine, other = by.post(f"{by.event}/agendas"), by.post(f"{by.event}/agendas")
    own = by.client.get(f"{by.event}/agenda", headers=by.headers).get_json()
    path = f"{by.base}/agendas/{mine['agenda']['id']}"
    mark = mine["agenda"]["feed_url"].rsplit("/", 1)[1].removesuffix(".ics")
    for secret, status in (
        (mine["secret"], 200), (other["secret"], 404), (mark, 404), ("", 404), ("é" * 40, 404),
    ):  # fmt: skip
        holder = {AGENDA: secret}
        assert by.client.get(path, headers=holder).status_code == status
        picked = by.client.put(f"{path}/sessions/{session}", headers=holder)
        assert picked.status_code == status
    for tail, status in ((mark, 200), (mine["secret"], 404), ("x" * 27, 404)):
        assert by.client.get(f"{path}/feed/{tail}.ics").status_code == status
    theirs = f"{by.base}/agendas/{own['id']}"
    assert by.client.get(theirs, headers={AGENDA: mine["secret"]}).status_code == 404
    assert by.client.get(theirs, headers=by.headers).status_code == 401
    foreign = SampleData(by.client, make_shop())
    away = foreign.made(f"{foreign.event}/sessions", SESSION)
    refused = by.client.put(f"{path}/sessions/{away}", headers={AGENDA: mine["secret"]})
    assert refused.status_code == 404


# Uploads


def test_the_address_of_an_upload_takes_that_upload_only(by: SampleData) -> None:
    plan = {"name": "a.png", "media_type": "image/png", "bytes": 10}
    mine, other = (by.post(f"{by.base}/files/uploads", plan) for _ in range(2))
    elsewhere = SampleData(by.client, make_shop())
    foreign = elsewhere.post(f"{elsewhere.base}/files/uploads", plan)
    address = mine["url"].partition("turnout.test")[2]
    signature = address.rsplit("/", 1)[1]
    send = {"Content-Type": "image/png"}
    for path in (
        f"{by.base}/files/uploads/{other['id']}/{signature}",
        f"{by.base}/files/uploads/{foreign['id']}/{signature}",
        f"{by.base}/files/{mine['id']}/content/{signature}",
        address[:-2],
        address.replace(signature, "x" * len(signature)),
    ):
        method = "GET" if "/content/" in path else "PUT"
        answer = by.client.open(path, method=method, data=b"x" * 10, headers=send)
        assert answer.status_code == 404, path
    too_long = by.client.put(address, data=b"x" * 11, headers=send)
    assert too_long.status_code == 413
    other_type = by.client.put(address, data=b"x" * 10, headers={"Content-Type": "text/html"})
    assert 400 <= other_type.status_code < 500
    refused = by.client.post(f"{by.base}/files/uploads/{mine['id']}/complete", headers=by.headers)
    assert 400 <= refused.status_code < 500


# Money


def test_a_line_of_a_statement_pays_for_payments_of_its_own_bank_only(
    client: Any, world: Environment, written: Any
) -> None:
    base = f"/api/v1/organizations/{world.ids['organization_id']}"
    path = f"{base}/payment-statement-lines/{world.ids['line_id']}/assign"
    foreign = number_elsewhere(client)
    before = written(world.ids["organization_id"])
    for body in (
        {"payment_id": str(new_id())},
        {"order_number": foreign},
        {"order_number": "%"},
        {"payment_id": world.ids["order_id"]},
    ):
        answer = client.post(path, json=body, headers=world.headers)
        assert 400 <= answer.status_code < 500, body
    sent = f"{base}/payments/{new_id()}/refunds/{world.ids['refund_id']}/sent"
    assert client.post(sent, headers=world.headers).status_code == 404
    unknown = f"{base}/payments/{world.ids['payment_id']}/refunds/{new_id()}/sent"
    assert 400 <= client.post(unknown, headers=world.headers).status_code < 500
    assert written(world.ids["organization_id"]) == before


def number_elsewhere(client: Any) -> str:
    """The number of an order of another organization."""
    shop = make_shop()
    order = client.post(shop.orders_path, json=shop.basket(shop.add_type(price_minor=700)))
    return str(order.get_json()["number"])
