"""A grant that is limited to some events reaches nothing of another event, by no route."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from tests.factories.people import (
    MadeOrganization,
    MadeUser,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.sales import MadeShop, make_shop
from tests.isolation.environment import Environment, Route, make_environment, routes_of, sample
from tests.isolation.test_foreign_ids import BODIES

from turnout.kernel.http.access import Access
from turnout.kernel.ids import new_id

ANY_ID = "0190b1de-0000-7000-8000-000000000000"
TYPE_CHANGE = {"from_ticket_type_id": ANY_ID, "to_ticket_type_id": ANY_ID}


@dataclass(frozen=True, slots=True)
class Limited:
    """One organization, two events, and a member who may act in the first one only."""

    organization: MadeOrganization
    mine: MadeShop
    other: MadeShop
    order_id: str
    base: str

    def member(self, role: str) -> MadeUser:
        return add_member(self.organization, role, event_ids=(self.mine.event_id,))


@pytest.fixture
def limited(client: Any) -> Limited:
    organization = make_organization()
    mine, other = make_shop(organization), make_shop(organization)
    placed = client.post(other.orders_path, json=other.basket(other.add_type(price_minor=500)))
    assert placed.status_code == 201
    base = f"/api/v1/organizations/{organization.id}"
    return Limited(organization, mine, other, placed.get_json()["id"], base)


METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
ORGANIZATION_WIDE = (
    "/venues",  # every event may take place there
    "/members",  # colleagues
    "/my-shifts",  # the person's own, of their events
    "/clients",
    "/agency-links",
    "/invitations",
    "/files",  # of nobody's event, until an event has them: tried by hand below
    "/connections",
    "/warehouse-feeds",  # of all events at once
    "/event-fields",
    "/roles",  # what colleagues may do
    "/legal-texts",  # what everybody reads
    "/retention-policies",  # of all events at once
    "/retention-fields",
    "/processing-record",
    "/data-requests",
)
"""What stands in no event; roles decide about it, and most of it is closed to a limited grant."""
CLOSED = (403, 404)


def closed_routes(app: Any) -> list[tuple[Any, str]]:
    found = []
    for rule in app.url_map.iter_rules():
        view = getattr(app.view_functions[rule.endpoint], "view_class", None)
        for method in sorted(rule.methods & METHODS):
            access = getattr(getattr(view, method.lower(), None), "turnout_access", None)
            if isinstance(access, Access) and access.kind == "permission":
                found.append((rule, method))
    return found


@pytest.fixture(scope="module")
def two_events(app: Any, running: Any) -> tuple[Environment, dict[str, str]]:
    """A furnished event, and how a member asks who may act in another one of its organization."""
    theirs = make_environment(app)
    mine = make_shop(theirs.shop.organization)
    admin = add_member(theirs.shop.organization, "admin", event_ids=(mine.event_id,))
    return theirs, bearer(admin)


def test_every_route_to_a_thing_of_another_event_is_closed(
    app: Any, client: Any, two_events: tuple[Environment, dict[str, str]], written: Any
) -> None:
    """With bodies that pass the schema, so that the use case itself has to refuse.

    And the answer is the same for an id that nothing has: it does not even tell what is there.
    """
    theirs, headers = two_events
    bodies = {(each.method, each.path): each for each in routes_of(app)}
    before = written(theirs.ids["organization_id"])
    reached, tried = {}, 0
    for rule, method in closed_routes(app):
        names = rule.arguments - {"organization_id"}
        short = rule.rule.removeprefix("/api/v1/organizations/<uuid:organization_id>")
        if not names or short.startswith(ORGANIZATION_WIDE):
            continue
        ids = theirs.named_in(rule.rule)
        template = re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule.rule)
        route = bodies.get((method, template))
        unknown = {name: new_id() for name in names - {"action"}}
        statuses = [
            client.open(
                rule.build({name: given[name] for name in rule.arguments})[1],
                method=method,
                headers={**headers, "Idempotency-Key": new_id().hex},
                json=valid_body(route, theirs) if route else None,
            ).status_code
            for given in (ids, ids | unknown)
        ]
        tried += 1
        is_misread = statuses[0] in (415, 422) and method != "GET"
        if (statuses[0] not in CLOSED and not is_misread) or statuses[0] != statuses[1]:
            reached[f"{method} {rule.rule}"] = statuses
    assert tried >= 100
    assert not reached, reached
    assert written(theirs.ids["organization_id"]) == before


def valid_body(route: Route, world: Environment) -> Any:
    tail = "/" + route.path.split("/")[-1]
    return BODIES.get(tail, {}) if route.method == "POST" else sample(route.schema, world)


@pytest.mark.parametrize("role", ["staff", "admin"])
def test_orders_of_another_event_are_not_listed(client: Any, limited: Limited, role: str) -> None:
    headers = bearer(limited.member(role))
    for query in ("", f"?event_id={limited.other.event_id}", "?q=buyer@example.com"):
        answer = client.get(f"{limited.base}/orders{query}", headers=headers)
        assert answer.status_code in (200, 404), query
        assert limited.order_id not in answer.get_data(as_text=True), query


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PATCH", "", {"buyer": {"email": "eve@example.com", "name": "Eve"}}),
        ("POST", "/payment", {}),
        ("POST", "/cancel", None),
        ("POST", "/refunds", {"amount_minor": 1}),
        ("POST", "/refunds/preview", {"amount_minor": 1}),
        ("GET", "/received-payments", None),
        ("POST", "/received-payments", {"method": "cash"}),
        ("POST", "/payment-link", {}),
        ("POST", "/move", TYPE_CHANGE),
        ("POST", "/move-to-event", {"event_id": ANY_ID, "ticket_types": [TYPE_CHANGE]}),
    ],
)
def test_an_order_of_another_event_is_not_there(
    client: Any, limited: Limited, method: str, path: str, body: Any
) -> None:
    headers = {**bearer(limited.member("admin")), "Idempotency-Key": "one"}
    answer = client.open(
        f"{limited.base}/orders/{limited.order_id}{path}", method=method, headers=headers, json=body
    )
    assert answer.status_code == 404
    unchanged = client.get(
        f"{limited.base}/orders/{limited.order_id}", headers=bearer(limited.organization.owner)
    ).get_json()
    assert unchanged["state"] == "held"
    assert unchanged["buyer_email"] == "buyer@example.com"


def test_the_own_event_stays_open(client: Any, limited: Limited) -> None:
    placed = client.post(
        limited.mine.orders_path, json=limited.mine.basket(limited.mine.add_type(price_minor=500))
    ).get_json()
    headers = bearer(limited.member("staff"))
    shown = client.get(f"{limited.base}/orders/{placed['id']}", headers=headers)
    assert shown.status_code == 200
    listed = client.get(f"{limited.base}/orders", headers=headers).get_json()["items"]
    assert [each["id"] for each in listed] == [placed["id"]]


@pytest.mark.parametrize(
    "path",
    [
        *("/payments", "/ledger", "/payment-deliveries", "/platform-fee", "/audit"),
        *("/connections", "/payouts", "/reconciliations", "/reconciliation-findings"),
        *("/payment-statement-lines", "/accounting/settings"),
        "/accounting/exports?from=2026-01-01&to=2026-12-31",
    ],
)
def test_what_is_the_whole_organizations_is_closed_to_a_limited_grant(
    client: Any, limited: Limited, path: str
) -> None:
    answer = client.get(f"{limited.base}{path}", headers=bearer(limited.member("admin")))
    assert answer.status_code in (403, 404)


def test_a_limited_admin_cannot_widen_their_own_grant(client: Any, limited: Limited) -> None:
    admin = limited.member("admin")
    headers = bearer(admin)
    listed = client.get(
        f"{limited.base}/members", headers=bearer(limited.organization.owner)
    ).get_json()["items"]
    mine = next(each["id"] for each in listed if each["user_id"] == str(admin.id))
    answer = client.patch(f"{limited.base}/members/{mine}", headers=headers, json={"role": "admin"})
    assert answer.status_code in (403, 404, 422)
    assert context_of(limited.organization, admin).event_ids == {limited.mine.event_id}


def test_a_limited_admin_cannot_invite_somebody_with_every_event(
    client: Any, limited: Limited
) -> None:
    answer = client.post(
        f"{limited.base}/invitations",
        headers=bearer(limited.member("admin")),
        json={"email": make_user().email, "role": "admin"},
    )
    assert answer.status_code in (403, 404, 422)


def test_a_limited_admin_cannot_change_the_organization(client: Any, limited: Limited) -> None:
    answer = client.patch(
        limited.base, headers=bearer(limited.member("admin")), json={"name": "Taken over"}
    )
    assert answer.status_code in (403, 404)


def test_a_limited_grant_makes_no_event(client: Any, limited: Limited) -> None:
    """What it made it could not see: and an event is the organization's to begin."""
    answer = client.post(
        f"{limited.base}/events",
        headers=bearer(limited.member("staff")),
        json={"title": "One more", "time_zone": "Europe/Brussels"},
    )
    assert answer.status_code in (403, 404)


def test_files_of_another_event_are_not_there_for_a_limited_grant(
    app: Any, client: Any, two_events: tuple[Environment, dict[str, str]]
) -> None:
    """Files of no event are the whole team's; those that only another event has are not."""
    theirs, headers = two_events
    base = f"/api/v1/organizations/{theirs.ids['organization_id']}"
    owner = theirs.headers
    [attached] = client.get(
        f"{base}/events/{theirs.ids['event_id']}/files", headers=owner
    ).get_json()["items"]
    file_id = attached["file"]["id"]
    own_event = client.get(f"{base}/events", headers=headers).get_json()["items"][0]["id"]
    listed = client.get(f"{base}/files?limit=100", headers=headers).get_json()["items"]
    assert {each["id"] for each in listed} == {theirs.ids["file_id"]}
    attempts = (
        ("GET", f"/files/{file_id}", None),
        ("PATCH", f"/files/{file_id}", {"visibility": "public"}),
        ("POST", f"/files/{file_id}/links", {}),
        ("DELETE", f"/files/{file_id}", None),
        ("POST", f"/events/{own_event}/files", {"file_id": file_id, "audience": "public"}),
    )
    for method, path, body in attempts:
        answer = client.open(f"{base}{path}", method=method, headers=headers, json=body)
        assert answer.status_code == 404, (method, path)
        assert client.get(f"{base}/files/{file_id}", headers=owner).status_code == 200
    new = {"file_id": theirs.ids["file_id"], "audience": "staff"}
    assert (
        client.post(f"{base}/events/{own_event}/files", json=new, headers=headers).status_code
        == 201
    )


def test_drawn_invoices_are_among_no_member_s_files(
    client: Any, two_events: tuple[Environment, dict[str, str]]
) -> None:
    """Who may see files need not see invoices; and an invoice is never made public or removed."""
    theirs, _ = two_events
    base = f"/api/v1/organizations/{theirs.ids['organization_id']}"
    shown = client.get(f"{base}/invoices/{theirs.ids['invoice_id']}.pdf", headers=theirs.headers)
    assert shown.status_code == 200
    listed = client.get(f"{base}/files?limit=100", headers=theirs.headers).get_json()["items"]
    assert {each["media_type"] for each in listed} == {"image/png"}
