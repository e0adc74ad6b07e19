"""The platform suspends an organization: everything stops at the next request, and comes back."""

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, context_of, make_organization
from tests.factories.sales import make_shop
from tests.factories.tokens import make_account, make_token

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.errors import Forbidden, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.closures import api as closures
from turnout.modules.closures.errors import AlreadySuspended, NotSuspended, OrganizationNotFound
from turnout.modules.notifications import api as notifications

OPERATOR = SystemContext(job="operators.suspend", on_behalf_of="operator:ada")


@pytest.fixture
def organization(running):
    return make_organization()


def suspend(organization, reason="Tickets for an event that is not there."):
    return closures.suspend_organization(OPERATOR, organization.id, reason=reason)


def base(organization):
    return f"/api/v1/organizations/{organization.id}"


def mails(organization):
    ctx = system_in(organization.id, "tests.mails")
    return notifications.list_mails(ctx, PageRequest(limit=20)).items


def test_nobody_acts_in_a_suspended_organization_until_it_is_open_again(client, organization):
    member = add_member(organization, "staff")
    token = make_token(organization, "orders.read", account_id=make_account(organization))
    everybody = (bearer(organization.owner), bearer(member), token.headers)

    def answers():
        paths = (f"{base(organization)}/orders", f"{base(organization)}/events")
        return [client.get(paths[0], headers=each).status_code for each in everybody]

    before = answers()
    suspend(organization)
    meanwhile = answers()
    closures.lift_suspension(OPERATOR, organization.id)

    assert (before, meanwhile, answers()) == ([200] * 3, [403] * 3, [200] * 3)


def test_a_suspended_organization_sells_nothing_and_says_so(client, organization):
    shop = make_shop(organization)
    free, paid = shop.add_type(), shop.add_type(price_minor=500)
    held = client.post(shop.orders_path, json=shop.basket(paid)).get_json()
    suspend(organization)

    placed = client.post(shop.orders_path, json=shop.basket(free))
    begun = client.post(
        f"{shop.orders_path}/{held['id']}/payment",
        json={},
        headers={"Turnout-Order-Secret": held["secret"], "Idempotency-Key": new_id().hex},
    )

    assert (placed.status_code, placed.json["code"]) == (403, "organizations.suspended")
    assert (begun.status_code, begun.json["code"]) == (403, "organizations.suspended")


def test_its_pages_say_kindly_that_it_is_not_available(client, organization):
    shop = make_shop(organization)
    work.drain()
    assert client.get(f"/{organization.slug}").status_code == 200
    suspend(organization)
    work.drain()

    page = client.get(f"/{organization.slug}", headers={"Accept": "text/html"})
    below = client.get(f"/{organization.slug}/anything/at-all", headers={"Accept": "text/html"})

    assert (page.status_code, below.status_code) == (403, 403)
    assert "Harbour Society is not available right now" in page.text
    assert "Your tickets stay good" in page.text
    assert shop.organization is organization


def test_every_owner_hears_why(client, organization):
    add_member(organization, "owner")
    add_member(organization, "admin")
    suspend(organization, "No such venue.")

    told = mails(organization)

    assert [each.template for each in told] == ["organization-suspended"] * 2
    assert organization.owner.email in {each.recipient for each in told}


def test_the_log_names_who_suspended_it(client, organization):
    suspend(organization)
    closures.lift_suspension(OPERATOR, organization.id)
    logged = client.get(
        f"{base(organization)}/audit?table=organization_suspensions",
        headers=bearer(organization.owner),
    )
    assert {each["on_behalf_of"] for each in logged.json["items"]} == {"operator:ada"}
    [told] = closures.list_suspensions(OPERATOR, organization.id)
    assert (told.suspended_by, told.lifted_by) == ("operator:ada", "operator:ada")


def test_what_cannot_be_is_refused(organization):
    with pytest.raises(NotSuspended):
        closures.lift_suspension(OPERATOR, organization.id)
    with pytest.raises(Invalid):
        suspend(organization, "  ")
    suspend(organization)
    with pytest.raises(AlreadySuspended):
        suspend(organization)
    with pytest.raises(OrganizationNotFound):
        closures.suspend_organization(OPERATOR, new_id(), reason="x")


def test_no_member_suspends(organization):
    owner = context_of(organization, organization.owner)
    with pytest.raises(Forbidden):
        closures.suspend_organization(owner, organization.id, reason="x")  # type: ignore[arg-type]
