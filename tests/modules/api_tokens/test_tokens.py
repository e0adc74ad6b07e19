"""API tokens over HTTP: made within one's rights, shown once, narrowed, rotated, revoked."""

import re
from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.redis_lines import redis_of
from tests.factories.sales import make_shop
from tests.factories.tokens import make_token

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.kernel.security.crypto import token as new_secret

DOCUMENTED = re.compile(r"\bturnout_(?:pat|svc|op)_[0-9A-Za-z]{33}\b")
"""As docs/how-to/use-api-tokens.md gives it to secret scanners."""


@pytest.fixture
def organization():
    return make_organization()


def base(organization):
    return f"/api/v1/organizations/{organization.id}"


def asked(**changed):
    later = (clock.now() + timedelta(days=30)).isoformat()
    return {"name": "Box office", "scopes": ["orders.read"], "expires_at": later} | changed


def create(client, organization, *, as_=None, **changed):
    return client.post(
        f"{base(organization)}/api-tokens",
        json=asked(**changed),
        headers=bearer(as_ or organization.owner),
    )


def test_a_secret_is_in_the_answer_that_made_it_and_nowhere_else(client, organization):
    made = create(client, organization)
    secret, token = made.json["secret"], made.json["token"]
    headers = bearer(organization.owner)

    shown = client.get(f"{base(organization)}/api-tokens/{token['id']}", headers=headers)
    listed = client.get(f"{base(organization)}/api-tokens", headers=headers)
    logged = client.get(f"{base(organization)}/audit?limit=100", headers=headers)

    assert made.status_code == 201
    assert DOCUMENTED.fullmatch(secret)
    assert shown.json == token
    assert listed.json["items"] == [token]
    assert {"api_tokens", "api_token_secrets"} <= {each["table"] for each in logged.json["items"]}
    for answer in (shown, listed, logged):
        assert secret not in answer.text
        assert "secret_hash" not in answer.text


def test_a_token_opens_its_scopes_and_nothing_else_of_its_owners_rights(client, organization):
    token = make_token(organization, "orders.read")

    allowed = client.get(f"{base(organization)}/orders", headers=token.headers)
    forbidden = client.get(f"{base(organization)}/payments", headers=token.headers)

    assert allowed.status_code == 200
    assert (forbidden.status_code, forbidden.json["permission"]) == (403, "payments.read")


def test_a_token_is_never_more_than_its_owner_at_that_moment(client, organization):
    admin = add_member(organization, "admin")
    token = make_token(organization, "payments.read", owner=admin)
    path = f"{base(organization)}/payments"
    assert client.get(path, headers=token.headers).status_code == 200
    member = member_id(client, organization, admin)

    client.patch(
        f"{base(organization)}/members/{member}",
        json={"role": "staff"},
        headers=bearer(organization.owner),
    )
    assert client.get(path, headers=token.headers).status_code == 403

    client.delete(f"{base(organization)}/members/{member}", headers=bearer(organization.owner))
    assert client.get(path, headers=token.headers).status_code == 404


def member_id(client, organization, user):
    listed = client.get(f"{base(organization)}/members", headers=bearer(organization.owner))
    return next(each["id"] for each in listed.json["items"] if each["user_id"] == str(user.id))


def test_a_token_of_one_event_sees_that_event_only(client, organization):
    mine, other = make_shop(organization), make_shop(organization)
    token = make_token(organization, "events.read", event_ids=(mine.event_id,))

    listed = client.get(f"{base(organization)}/events", headers=token.headers)
    foreign = client.get(f"{base(organization)}/events/{other.event_id}", headers=token.headers)

    assert [each["id"] for each in listed.json["items"]] == [str(mine.event_id)]
    assert foreign.status_code == 404


def test_events_of_a_token_do_not_widen_a_limited_grant(client, organization):
    mine, other = make_shop(organization), make_shop(organization)
    staff = add_member(organization, "staff", event_ids=(mine.event_id,))
    wide = make_token(organization, "events.read", owner=staff)
    elsewhere = make_token(organization, "events.read", owner=staff, event_ids=(other.event_id,))

    for token, seen in ((wide, [str(mine.event_id)]), (elsewhere, [])):
        listed = client.get(f"{base(organization)}/events", headers=token.headers)
        assert [each["id"] for each in listed.json["items"]] == seen


def test_a_token_is_nothing_in_another_organization(client, organization):
    token, other = make_token(organization, "orders.read"), make_organization()

    assert client.get(f"{base(other)}/orders", headers=token.headers).status_code == 404
    assert client.get(f"{base(other)}/legal-texts", headers=token.headers).status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/me/organizations", "/api/v1/me/logins"])
def test_a_token_does_not_open_what_is_the_persons(client, organization, path):
    token = make_token(organization, "organizations.read")
    assert client.get(path, headers=token.headers).status_code == 403


def test_a_token_neither_leaves_the_organization_nor_makes_tokens(client, organization):
    staff = add_member(organization, "staff")
    token = make_token(organization, "organizations.read", "events.read", owner=staff)

    left = client.post(f"{base(organization)}/leave", headers=token.headers)
    made = client.post(f"{base(organization)}/api-tokens", json=asked(), headers=token.headers)

    assert (left.status_code, made.status_code) == (403, 403)


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"scopes": ["orders.read", "payments.read"]}, "/scopes/1"),
        ({"scopes": ["no.such"]}, "/scopes/0"),
        ({"scopes": ["members.manage"]}, "/scopes/0"),
        ({"scopes": ["api-tokens.create"]}, "/scopes/0"),
        ({"scopes": []}, "/scopes"),
        ({"scopes": "orders.read"}, "/scopes"),
        ({"name": "  "}, "/name"),
        ({"name": "x" * 101}, "/name"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"expires_at": "2099-01-01T00:00:00Z"}, "/expires_at"),
        ({"expires_at": "2027-01-01T00:00:00"}, "/expires_at"),
        ({"expires_at": None}, "/expires_at"),
        ({"event_ids": []}, "/event_ids"),
        ({"event_ids": ["one"]}, "/event_ids/0"),
        ({"surprise": 1}, "/surprise"),
    ],
)
def test_what_is_wrong_with_a_new_token_is_named(client, organization, changed, pointer):
    staff = add_member(organization, "staff")

    answer = create(client, organization, as_=staff, **changed)

    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_a_partner_makes_no_tokens(client, organization):
    partner = add_member(organization, "partner")
    assert create(client, organization, as_=partner).status_code == 403


def test_a_revoked_token_is_refused_at_its_next_request(client, organization):
    token = make_token(organization, "orders.read")
    path = f"{base(organization)}/orders"
    assert client.get(path, headers=token.headers).status_code == 200

    ended = client.delete(
        f"{base(organization)}/api-tokens/{token.id}", headers=bearer(organization.owner)
    )
    refused = client.get(path, headers=token.headers)

    assert ended.status_code == 204
    assert (refused.status_code, refused.json["code"]) == (401, "api-tokens.ended")
    assert refused.json["reason"] == "revoked"


def test_a_token_ends_by_itself(client, organization):
    token = make_token(organization, "orders.read", days=1)
    path = f"{base(organization)}/orders"
    assert client.get(path, headers=token.headers).status_code == 200
    with clock.frozen(clock.now() + timedelta(days=1, seconds=1)):
        refused = client.get(path, headers=token.headers)
        rotated = rotate(client, organization, token)
    assert (refused.status_code, refused.json["reason"]) == (401, "expired")
    assert (rotated.status_code, rotated.json["code"]) == (409, "api-tokens.over")


def rotate(client, organization, token, *, as_=None, **body):
    return client.post(
        f"{base(organization)}/api-tokens/{token.id}/rotate",
        json=body,
        headers=bearer(as_ or organization.owner),
    )


def test_a_rotated_token_has_two_secrets_for_the_overlap(client, organization):
    token = make_token(organization, "orders.read")
    path = f"{base(organization)}/orders"
    client.get(path, headers=token.headers)

    rotated = rotate(client, organization, token, overlap_seconds=600)
    fresh = {"Authorization": f"Bearer {rotated.json['secret']}"}

    assert rotated.json["token"]["replaced_until"] is not None
    assert [client.get(path, headers=each).status_code for each in (token.headers, fresh)] == [
        200,
        200,
    ]
    with clock.frozen(clock.now() + timedelta(seconds=601)):
        refused = client.get(path, headers=token.headers)
        assert (refused.status_code, refused.json["reason"]) == (401, "replaced")
        assert client.get(path, headers=fresh).status_code == 200


def test_a_rotation_without_overlap_counts_at_once(client, organization):
    token = make_token(organization, "orders.read")
    path = f"{base(organization)}/orders"
    assert client.get(path, headers=token.headers).status_code == 200

    rotate(client, organization, token, overlap_seconds=0)

    assert client.get(path, headers=token.headers).status_code == 401


def test_a_rotation_may_move_the_end_within_the_longest(client, organization):
    token = make_token(organization, "orders.read", days=1)
    later = clock.now() + timedelta(days=90)

    longer = rotate(client, organization, token, expires_at=later.isoformat())
    too_long = rotate(client, organization, token, expires_at="2099-01-01T00:00:00Z")
    wrong = rotate(client, organization, token, overlap_seconds=-1)

    assert longer.json["token"]["expires_at"] == later.isoformat()
    assert too_long.json["errors"][0]["pointer"] == "/expires_at"
    assert wrong.json["errors"][0]["pointer"] == "/overlap_seconds"


def test_tokens_of_others_are_seen_and_revoked_by_who_manages_them_and_rotated_by_nobody(
    client, organization
):
    staff, colleague = add_member(organization, "staff"), add_member(organization, "staff")
    token = make_token(organization, "orders.read", owner=staff)
    path = f"{base(organization)}/api-tokens/{token.id}"

    for user, status in ((staff, 200), (colleague, 404), (organization.owner, 200)):
        assert client.get(path, headers=bearer(user)).status_code == status
    listed = client.get(f"{base(organization)}/api-tokens", headers=bearer(colleague))
    assert listed.json["items"] == []
    assert rotate(client, organization, token).status_code == 404
    assert client.delete(path, headers=bearer(colleague)).status_code == 404
    assert client.delete(path, headers=bearer(organization.owner)).status_code == 204


def test_every_wrong_token_is_refused_alike_and_counted(client, organization, refused_soon):
    path = f"{base(organization)}/orders"
    good = make_token(organization, "orders.read")
    wrong = [
        new_secret("turnout_pat"),
        good.secret[:-1] + ("0" if good.secret[-1] != "0" else "1"),
        "turnout_pat_short",
        "turnout_pat_" + "é" * 33,
    ]
    answers = [
        client.get(path, headers={"Authorization": f"Bearer {each}".encode().decode("latin-1")})
        for each in wrong
    ]

    assert {(each.status_code, each.json["code"]) for each in answers} == {
        (401, "api-tokens.not-genuine")
    }
    with refused_soon("wrong-token", 3):
        statuses = [
            client.get(
                path, headers={"Authorization": f"Bearer {new_secret('turnout_pat')}"}
            ).status_code
            for _ in range(4)
        ]
        assert statuses == [401, 401, 401, 429]
        assert client.get(path, headers=good.headers).status_code == 200


@pytest.fixture
def refused_soon(monkeypatch):
    """Another limit for a class, as settings would give it, counted anew."""
    from contextlib import contextmanager

    from turnout.kernel import runtime
    from turnout.kernel.security.rate_limits import Limit

    @contextmanager
    def lowered(route_class, count):
        limiter = runtime.current().limiter
        before = limiter._limits[route_class]
        redis_of(runtime.current().redis).flushdb()
        limiter._limits[route_class] = Limit(count, 60)
        try:
            yield
        finally:
            limiter._limits[route_class] = before

    return lowered


def test_a_former_members_tokens_do_not_come_back_with_them(client, organization, queued):
    from tests.factories.work import drain

    staff = add_member(organization, "staff")
    token = make_token(organization, "orders.read", owner=staff)
    client.delete(
        f"{base(organization)}/members/{member_id(client, organization, staff)}",
        headers=bearer(organization.owner),
    )
    drain()
    add_member(organization, "staff", user=staff)

    refused = client.get(f"{base(organization)}/orders", headers=token.headers)

    assert (refused.status_code, refused.json.get("reason")) == (401, "revoked")


def test_an_order_placed_with_a_token_is_nobodys_but_the_buyers(client, organization):
    shop = make_shop(organization)
    token = make_token(organization, "orders.read")
    placed = client.post(
        shop.orders_path,
        json=shop.basket(shop.add_type()),
        headers={**token.headers, "Idempotency-Key": new_id().hex},
    )
    mine = client.get("/api/v1/me/orders", headers=bearer(organization.owner))

    assert placed.status_code == 201
    assert placed.json["id"] not in mine.text
