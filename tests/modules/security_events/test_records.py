"""Security events: what is recorded, for whom, and how long."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.factories.payments import account_of, hook_path, make_payment_connection, signed
from tests.factories.people import (
    PASSWORD,
    MadeOrganization,
    MadeUser,
    add_member,
    bearer,
    context_of,
    enter,
    make_organization,
    make_user,
)
from tests.factories.tokens import make_token

from turnout.kernel import clock, runtime
from turnout.kernel.context import Actor, ActorKind, OperatorContext, SystemContext, system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.api_tokens import api as api_tokens
from turnout.modules.security_events import api as security_events
from turnout.modules.security_events.api import SecurityEventKind, SecurityEventSearch
from turnout.modules.security_events.service import forget_old_events

JOB = SystemContext(job="test.security-events")
OPERATOR = OperatorContext(
    operator_id=new_id(),
    user_id=new_id(),
    actor=Actor(ActorKind.USER, "operator"),
    role="operator",
    permissions=frozenset({"platform.security-events.read"}),
)


@pytest.fixture
def organization(app: Any) -> MadeOrganization:
    return make_organization()


def sign_in(client: Any, user: MadeUser, password: str) -> Any:
    body = {"email": user.email, "password": password}
    return client.post("/api/v1/auth/sign-in", json=body)


def of_person(user: MadeUser) -> list[security_events.SecurityEvent]:
    return security_events.list_platform_events(
        OPERATOR, SecurityEventSearch(user_id=user.id), PageRequest()
    ).items


def of_organization(client: Any, organization: MadeOrganization, **asked: str) -> list[Any]:
    address = f"/api/v1/organizations/{organization.id}/security-events"
    answer = client.get(address, query_string=asked, headers=bearer(organization.owner))
    assert answer.status_code == 200, answer.json
    return list(answer.json["items"])


def test_sign_ins_are_recorded_whether_they_succeed(client, app) -> None:
    user = make_user()
    assert sign_in(client, user, PASSWORD + "x").status_code == 401
    assert sign_in(client, user, PASSWORD).status_code == 200
    succeeded, failed = of_person(user)
    assert (failed.kind, failed.details) == (SecurityEventKind.SIGN_IN_FAILED, {"reason": "wrong"})
    assert failed.address == "127.0.0.1"
    assert (succeeded.kind, succeeded.details["second_factor"]) == (
        SecurityEventKind.SIGNED_IN,
        False,
    )


def test_an_unknown_address_is_recorded_without_what_was_typed(client, app) -> None:
    secret = "nobody-here@people.example"
    client.post("/api/v1/auth/sign-in", json={"email": secret, "password": PASSWORD})
    found = security_events.list_platform_events(
        OPERATOR, SecurityEventSearch(), PageRequest()
    ).items[0]
    assert (found.kind, found.user_id) == (SecurityEventKind.SIGN_IN_FAILED, None)
    assert secret not in str(found)


def test_a_revoked_token_is_recorded_with_its_organization(client, organization) -> None:
    token = make_token(organization, "orders.read")
    api_tokens.revoke_token(context_of(organization, organization.owner), token.id)
    client.get(f"/api/v1/organizations/{organization.id}/orders", headers=token.headers)
    [found] = of_organization(client, organization, kind="api-token.refused")
    assert found["details"] == {"token_id": str(token.id), "reason": "revoked"}
    assert found["address"] == "127.0.0.1"


def test_a_token_tried_elsewhere_is_told_to_whose_it_is(client, organization) -> None:
    other = make_organization()
    token = make_token(organization, "orders.read")
    answer = client.get(f"/api/v1/organizations/{other.id}/orders", headers=token.headers)
    assert answer.status_code == 404
    assert [each["kind"] for each in of_organization(client, organization)] == [
        "api-token.used-elsewhere"
    ]
    assert of_organization(client, other) == []


def test_refused_and_repeated_webhooks_are_recorded(client, organization) -> None:
    ctx = context_of(organization, organization.owner)
    connection = make_payment_connection(ctx)
    event = {"id": "evt_1", "type": "account.updated", "account": account_of(ctx), "data": {}}
    body = json.dumps(event).encode()
    path, headers = hook_path(ctx, connection), signed(ctx, body)
    for _ in range(2):
        assert client.post(path, data=body, headers=headers).status_code == 204
    assert client.post(path, data=body + b" ", headers=headers).status_code == 400
    kinds = [each["kind"] for each in of_organization(client, organization)]
    assert kinds == ["webhook.refused", "webhook.replayed"]


def test_pages_follow_each_other_and_filters_narrow(client, organization) -> None:
    ctx = system_in(organization.id, "test.security-events")
    for number in range(5):
        with transaction(ctx) as tx:
            kind = SecurityEventKind.EXPORTED if number % 2 else SecurityEventKind.OVERRIDDEN
            security_events.record_security_event(tx, kind, details={"number": number})
    address = f"/api/v1/organizations/{organization.id}/security-events"
    seen, cursor = [], ""
    while cursor is not None:
        asked = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        found = client.get(address, query_string=asked, headers=bearer(organization.owner)).json
        seen += [each["details"]["number"] for each in found["items"]]
        cursor = found["next_cursor"]
    assert seen == [4, 3, 2, 1, 0]
    assert len(of_organization(client, organization, kind="export.downloaded")) == 2
    assert of_organization(client, organization, until="2020-01-01T00:00:00Z") == []


def test_only_who_manages_the_whole_organization_reads_them(client, organization) -> None:
    address = f"/api/v1/organizations/{organization.id}/security-events"
    assert client.get(address, headers=bearer(add_member(organization, "staff"))).status_code == 403
    assert client.get(address, headers=bearer(make_user())).status_code == 404
    assert client.get(address).status_code == 401


def test_a_flood_is_bounded_by_place(organization, settings, monkeypatch) -> None:
    from turnout.kernel.security.rate_limits import Limit

    limits = {**runtime.current().limiter._limits, "security-event": Limit.parse("3/60")}
    monkeypatch.setattr(runtime.current().limiter, "_limits", limits)
    for address in ("192.0.2.1", "192.0.2.2"):
        for _ in range(5):
            security_events.record_in_organization(
                organization.id, SecurityEventKind.WEBHOOK_REFUSED, address=address
            )
    ctx = context_of(organization, organization.owner)
    found = security_events.list_events(ctx, SecurityEventSearch(), PageRequest()).items
    assert len(found) == 6


def test_records_are_numbered_once_they_are_committed(organization) -> None:
    ctx = system_in(organization.id, "test.security-events")
    for number in range(3):
        with transaction(ctx) as tx:
            security_events.record_security_event(
                tx, SecurityEventKind.EXPORTED, details={"number": number}
            )
    while security_events.number_events(JOB):
        pass
    with transaction(ctx) as tx:
        found = security_events.list_numbered(
            tx, organization_id=organization.id, after=0, limit=10
        )
    assert [each.event.details["number"] for each in found] == [0, 1, 2]
    places = [each.position for each in found]
    assert places == sorted(set(places))


def test_no_role_rewrites_a_record_and_time_deletes_it(
    organization, settings, owner_connection: psycopg.Connection[Any]
) -> None:
    security_events.record_in_organization(organization.id, SecurityEventKind.EXPORTED)
    with (
        psycopg.connect(settings.database_operator_url.get_secret_value()) as operator,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        operator.execute("UPDATE security_events SET kind = 'x'")
    _age(owner_connection, organization.id, timedelta(days=settings.security_event_days + 1))
    assert forget_old_events(JOB) >= 1
    ctx = context_of(organization, organization.owner)
    assert security_events.list_events(ctx, SecurityEventSearch(), PageRequest()).items == []


def _age(owner: psycopg.Connection[Any], organization_id: UUID, by: timedelta) -> None:
    enter(owner, organization_id)
    owner.execute("UPDATE security_events SET at = %s", [clock.now() - by])
    owner.commit()
