"""Quotas: refused with the limit, the use and what to do; shown as a meter; safe when two ask."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.sales import make_shop

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.errors import Invalid
from turnout.modules.organizations import api as organizations
from turnout.modules.quotas import api as quotas
from turnout.modules.quotas import rules
from turnout.modules.roles.api import Grant

OPERATOR = SystemContext(job="operators.quotas")


@pytest.fixture
def organization(running):
    return make_organization()


@pytest.fixture
def plans(running):
    current = runtime.current()
    before = current.settings
    plans = {"starter": {"members": 2, "events": 1, "orders_a_month": None}}
    current.settings = before.model_copy(update={"plans": plans})
    yield plans
    current.settings = before


def allow(organization, plan="", **limits):
    quotas.set_quotas(OPERATOR, organization.id, quotas.Quotas(plan=plan, limits=limits))


def meter(client, organization):
    path = f"/api/v1/organizations/{organization.id}/quotas"
    answer = client.get(path, headers=bearer(organization.owner))
    assert answer.status_code == 200, answer.json
    return answer.json["plan"], {
        each["kind"]: (each["limit"], each["used"]) for each in answer.json["quotas"]
    }


def new_event(client, organization, title="Spring"):
    path = f"/api/v1/organizations/{organization.id}/events"
    return client.post(path, json={"title": title}, headers=bearer(organization.owner))


def test_without_limits_of_its_own_an_organization_has_the_installations(client, organization):
    stored = runtime.current().settings.storage_quota_bytes
    assert meter(client, organization) == (
        "",
        {
            "members": (None, 1),
            "events": (None, 0),
            "storage_bytes": (stored, 0),
            "orders_a_month": (None, 0),
            "requests_a_minute": (None, 0),
        },
    )


def test_a_plan_says_how_much_and_a_limit_of_ones_own_goes_before_it(client, organization, plans):
    allow(organization, "starter", members=7)
    plan, found = meter(client, organization)
    assert (plan, found["members"], found["events"]) == ("starter", (7, 1), (1, 0))


def test_one_event_too_many_is_refused_with_the_limit_and_what_to_do(client, organization, plans):
    allow(organization, "starter")
    first, second = new_event(client, organization), new_event(client, organization)

    assert (first.status_code, second.status_code) == (201, 409)
    assert second.json["code"] == "quotas.reached"
    assert (second.json["kind"], second.json["limit"], second.json["used"]) == ("events", 1, 1)
    assert "larger plan" in second.json["detail"]


def test_of_two_who_join_for_the_last_place_one_is_refused(organization):
    allow(organization, members=2)
    people = [make_user() for _ in range(2)]

    def join(user):
        ctx = system_in(organization.id, "tests.join")
        try:
            organizations.add_member(ctx, user.id, grant=Grant(role="staff"))
        except quotas.QuotaReached as refusal:
            return refusal.details["used"]
        return "in"

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(join, people))

    assert sorted(map(str, found)) == ["2", "in"]


def test_storage_is_refused_above_the_organizations_own_limit(client, organization):
    allow(organization, storage_bytes=10)
    usage = client.get(
        f"/api/v1/organizations/{organization.id}/files/usage", headers=bearer(organization.owner)
    )
    assert meter(client, organization)[1]["storage_bytes"] == (10, 0)
    if usage.status_code == 200:
        assert usage.json["quota_bytes"] == 10


def test_the_sale_closes_while_the_months_orders_are_used_up(client, organization):
    shop = make_shop(organization)
    free = shop.add_type()
    allow(organization, orders_a_month=1)

    def buy():
        return client.post(shop.orders_path, json=shop.basket(free))

    first = buy()
    work.run_timed("orders.meter_quotas")
    second = buy()
    with clock.frozen(clock.now() + timedelta(days=32)):
        work.run_timed("orders.meter_quotas")
        refused_by = buy().json.get("code", "")
    allow(organization, orders_a_month=5)
    work.run_timed("orders.meter_quotas")

    assert first.status_code == 201
    assert (second.status_code, second.json["code"]) == (409, "quotas.orders-reached")
    assert refused_by != "quotas.orders-reached"
    assert buy().status_code == 201
    assert meter(client, organization)[1]["orders_a_month"][0] == 5


def test_what_is_there_already_stays_above_a_smaller_limit(client, organization):
    add_member(organization, "staff")
    allow(organization, members=1)
    assert meter(client, organization)[1]["members"] == (1, 2)


@pytest.mark.parametrize(
    "wrong", [quotas.Quotas(plan="gold"), quotas.Quotas(limits={"cats": 1}),
              quotas.Quotas(limits={"members": -1})]
)  # fmt: skip
def test_what_is_no_quota_is_refused(organization, wrong):
    with pytest.raises(Invalid):
        quotas.set_quotas(OPERATOR, organization.id, wrong)


def test_a_month_ends_with_the_calendar():
    december = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    assert rules.month_of(december) == datetime(2026, 12, 1, tzinfo=UTC)
    assert rules.next_month(december) == datetime(2027, 1, 1, tzinfo=UTC)
