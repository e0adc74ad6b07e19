"""A grant that is limited to some events reaches nothing of another event, by no route."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

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

from turnout.kernel.http import Access

ANY_ID = "0190b1de-0000-7000-8000-000000000000"


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


def routes_of_events(app: Any) -> list[tuple[Any, str]]:
    found = []
    for rule in app.url_map.iter_rules():
        view = getattr(app.view_functions[rule.endpoint], "view_class", None)
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            access = getattr(getattr(view, method.lower(), None), "turnout_access", None)
            is_closed = isinstance(access, Access) and access.kind == "permission"
            if is_closed and "event_id" in rule.arguments:
                found.append((rule, method))
    return found


def test_every_route_below_another_event_answers_that_nothing_is_there(
    app: Any, client: Any, limited: Limited
) -> None:
    headers = bearer(limited.member("admin"))
    bodies = sendable_bodies(client)
    answers = {}
    for rule, method in routes_of_events(app):
        values: dict[str, Any] = dict.fromkeys(rule.arguments, UUID(ANY_ID))
        values |= {"organization_id": limited.organization.id, "event_id": limited.other.event_id}
        if "action" in values:
            values["action"] = "cancel"
        answers[f"{method} {rule.rule}"] = client.open(
            rule.build(values)[1],
            method=method,
            headers=headers,
            json=bodies.get(f"{method} {rule.rule}"),
        ).status_code
    assert len(answers) >= 25
    reached = {
        path: status
        for path, status in answers.items()
        if status != 404 and not (status in (415, 422) and not path.startswith("GET"))
    }
    assert reached == {}


def sendable_bodies(client: Any) -> dict[str, Any]:
    """Bodies that pass the schema where that takes little: so the use case itself refuses."""
    prefix = "/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>"
    times = {"starts_at": "2031-05-05T10:00:00Z", "ends_at": "2031-05-05T11:00:00Z"}
    return {
        f"PATCH {prefix}": {"title": "Taken over"},
        f"POST {prefix}/sessions": {"title": "Mine", **times},
        f"PATCH {prefix}/sessions/<uuid:session_id>": {"title": "Mine"},
        f"POST {prefix}/speakers": {"name": "Eve"},
        f"PATCH {prefix}/speakers/<uuid:speaker_id>": {"name": "Eve"},
        f"POST {prefix}/tracks": {"name": "Mine"},
        f"PATCH {prefix}/tracks/<uuid:track_id>": {"name": "Mine"},
        f"POST {prefix}/ticket-types": {
            "pool_id": ANY_ID, "name": "x", "kind": "free", "currency": "EUR"
        },
        f"PATCH {prefix}/ticket-types/<uuid:ticket_type_id>": {"name": "x"},
        f"POST {prefix}/pools": {"name": "x", "capacity": 1},
        f"PATCH {prefix}/pools/<uuid:pool_id>": {"capacity": 1},
        f"POST {prefix}/checkins": {"code": "x"},
        f"POST {prefix}/checkins/<uuid:admission_id>/undo": {"reason": "x"},
        f"POST {prefix}/checkin-lists": {"name": "x"},
    }  # fmt: skip


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
    "path", ["/payments", "/ledger", "/payment-deliveries", "/audit", "/connections"]
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
