"""What a token costs: nothing of the database once it is known, and its use is told all the same."""

from datetime import timedelta

import pytest
from tests.factories.people import bearer, context_of, make_organization
from tests.factories.tickets import code_of, make_occasion, make_tickets
from tests.factories.tokens import make_account, make_token

from turnout.kernel import clock, runtime
from turnout.kernel.cache import RedisClient
from turnout.kernel.context import SystemContext
from turnout.modules.api_tokens import token_cache
from turnout.modules.api_tokens.service import authentication


@pytest.fixture
def organization(running):
    return make_organization()


def scanner(organization, kind):
    account = make_account(organization) if kind == "service account" else None
    return make_token(organization, "checkin.scan", account_id=account)


@pytest.mark.parametrize("kind", ["person", "service account"])
def test_a_scan_with_a_token_is_one_statement(client, organization, statements, kind):
    """And one more where a person's shifts may bind them to gates."""
    occasion = make_occasion(context_of(organization, organization.owner))
    codes = [code_of(occasion, each) for each in make_tickets(occasion, "Ada", "Grace")]
    token = scanner(organization, kind)
    path = f"/api/v1/organizations/{organization.id}/events/{occasion.event_id}/checkins"
    client.post(path, json={"code": codes[0]}, headers=token.headers)
    statements.clear()

    answer = client.post(path, json={"code": codes[1]}, headers=token.headers)

    assert answer.json["verdict"] == "admitted"
    assert len(statements) == (2 if kind == "person" else 1), statements


def test_a_tokens_last_use_is_told_at_most_once_a_minute(
    client, organization, statements, monkeypatch
):
    token = make_token(organization, "venues.read")
    base, owner = f"/api/v1/organizations/{organization.id}", bearer(organization.owner)
    token_cache.take_uses()

    def last_use():
        authentication.write_uses(SystemContext(job="test"))
        shown = client.get(f"{base}/api-tokens/{token.id}", headers=owner)
        return shown.json["last_used_at"]

    assert last_use() is None
    first = clock.now()
    with clock.frozen(first):
        client.get(f"{base}/venues", headers=token.headers)
    assert last_use() == first.isoformat()

    with clock.frozen(first + timedelta(seconds=20)):
        client.get(f"{base}/venues", headers=token.headers)
    assert last_use() == first.isoformat()

    later = first + timedelta(seconds=80)
    passed = token_cache.monotonic() + 61
    monkeypatch.setattr(token_cache, "monotonic", lambda: passed)
    with clock.frozen(later):
        client.get(f"{base}/venues", headers=token.headers)
    assert last_use() == later.isoformat()
    statements.clear()
    assert authentication.write_uses(SystemContext(job="test")) == 0
    assert statements == []


def test_without_redis_tokens_work_and_end_at_once(client, organization, monkeypatch):
    token = make_token(organization, "venues.read")
    path = f"/api/v1/organizations/{organization.id}/venues"
    away = RedisClient.to("redis://127.0.0.1:9/0")
    monkeypatch.setattr(runtime.current(), "redis", away)

    assert client.get(path, headers=token.headers).status_code == 200
    client.delete(
        f"/api/v1/organizations/{organization.id}/api-tokens/{token.id}",
        headers=bearer(organization.owner),
    )
    assert client.get(path, headers=token.headers).status_code == 401


def test_a_reader_that_looked_before_the_end_cannot_bring_a_token_back(client, organization):
    from turnout.kernel.security.crypto import hash_token

    token = make_token(organization, "venues.read")
    path = f"/api/v1/organizations/{organization.id}/venues"
    client.get(path, headers=token.headers)
    secret_hash = hash_token(token.secret)
    names_of = lambda *_: ()  # noqa: E731
    looked, _ = token_cache.read(secret_hash, entering=None, names_of=names_of)
    client.delete(
        f"/api/v1/organizations/{organization.id}/api-tokens/{token.id}",
        headers=bearer(organization.owner),
    )

    token_cache.put(secret_hash, looked)

    assert client.get(path, headers=token.headers).status_code == 401
