"""Requests of members and tokens are a quota: metered, refused with 429, and nobody else's."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.sales import make_shop
from tests.factories.tokens import make_token
from tests.modules.quotas.test_quotas import allow, meter

from turnout.kernel import clock
from turnout.kernel.errors import Invalid
from turnout.modules.quotas import api as quotas

MINUTE = timedelta(minutes=1)


@pytest.fixture
def organization(running):
    return make_organization()


def ask(client, organization, headers=None, path=""):
    return client.get(
        f"/api/v1/organizations/{organization.id}{path}",
        headers=headers or bearer(organization.owner),
    )


def test_members_and_tokens_use_up_one_quota_together(client, organization):
    allow(organization, requests_a_minute=10)
    token = make_token(organization, "organizations.read").headers
    staff = bearer(add_member(organization, "staff"))
    with clock.frozen(clock.now()):
        first = [ask(client, organization, each) for each in (None, token, staff) * 3]
        last, refused = ask(client, organization), ask(client, organization, token)
    assert {each.status_code for each in (*first, last)} == {200}
    assert (refused.status_code, refused.json["code"]) == (429, "quotas.requests-reached")
    assert (refused.json["kind"], refused.json["limit"]) == ("requests_a_minute", 10)
    assert "10 requests a minute" in refused.json["detail"]


def test_answers_say_how_it_stands_beside_the_callers_own_limit(client, organization):
    allow(organization, requests_a_minute=10)
    with clock.frozen(clock.now()):
        answers = [ask(client, organization) for _ in range(11)]
    shown, refused = answers[0].headers, answers[-1].headers
    assert any(each.startswith('"read";') for each in shown.getlist("RateLimit"))
    assert '"organization";r=9;t=6' in shown.getlist("RateLimit")
    assert '"organization";q=10;w=60' in shown.getlist("RateLimit-Policy")
    assert refused.getlist("Retry-After") == ["6"]
    assert '"organization";r=0;t=60' in refused.getlist("RateLimit")


def test_it_comes_back_evenly_over_a_minute(client, organization):
    allow(organization, requests_a_minute=10)
    now = clock.now()
    with clock.frozen(now):
        statuses = [ask(client, organization).status_code for _ in range(11)]
    with clock.frozen(now + MINUTE / 10):
        again = [ask(client, organization).status_code for _ in range(2)]
    assert (statuses[-2:], again) == ([200, 429], [200, 429])


def test_the_meter_shows_what_is_taken(client, organization):
    allow(organization, requests_a_minute=100)
    with clock.frozen(clock.now()):
        for _ in range(4):
            ask(client, organization)
        limit, used = meter(client, organization)[1]["requests_a_minute"]
    assert limit == 100
    assert 5 <= used <= 6, "a handful may be taken at once"


def test_strangers_visitors_and_buyers_use_up_nothing(client, organization):
    shop = make_shop(organization)
    kind = shop.add_type(price_minor=0, capacity=20)
    allow(organization, requests_a_minute=10)
    with clock.frozen(clock.now()):
        for _ in range(12):
            assert ask(client, organization, bearer(make_user())).status_code == 404
            assert (
                ask(client, organization, {}, f"/events/{shop.event_id}/offers").status_code == 200
            )
        sold = client.post(shop.orders_path, json=shop.basket(kind))
        assert sold.status_code == 201
        assert ask(client, organization).status_code == 200
        [*_, refused] = [ask(client, organization) for _ in range(10)]
        assert refused.status_code == 429
        later = client.post(shop.orders_path, json=shop.basket(kind))
        assert later.status_code == 201, "an integration that floods stops no sale"


def test_one_organization_uses_up_nothing_of_another(client, organization):
    other = make_organization()
    for each in (organization, other):
        allow(each, requests_a_minute=10)
    with clock.frozen(clock.now()):
        statuses = [ask(client, organization).status_code for _ in range(11)]
        assert statuses[-1] == 429
        assert ask(client, other).status_code == 200


def test_without_the_limit_nothing_is_counted_and_a_new_one_counts_at_once(client, organization):
    plain = ask(client, organization)
    assert not any("organization" in each for each in plain.headers.getlist("RateLimit"))
    allow(organization, requests_a_minute=10)
    assert any(
        "organization" in each for each in ask(client, organization).headers.getlist("RateLimit")
    )
    allow(organization)
    plain = ask(client, organization)
    assert not any("organization" in each for each in plain.headers.getlist("RateLimit"))


def test_the_limit_is_asked_once_in_half_a_minute(client, organization, statements):
    ask(client, organization)
    statements.clear()
    ask(client, organization)
    assert not [each for each in statements if "organization_quotas" in each]


@pytest.mark.parametrize("limit", [0, 9, -1])
def test_a_limit_that_locks_the_organization_out_is_refused(organization, limit):
    with pytest.raises(Invalid) as refusal:
        allow(organization, requests_a_minute=limit)
    assert refusal.value.errors[0].pointer == "/limits/requests_a_minute"
    assert quotas.QuotaKind.REQUESTS_A_MINUTE.value in set(quotas.QuotaKind)
