"""The figures of all organizations that a person may enter: right, bounded, in a fixed number."""

import json

import pytest
from tests.factories.people import (
    MadeOrganization,
    add_member,
    bearer,
    make_organization,
    person_context,
)
from tests.factories.report_files import table_of, words_of
from tests.factories.sales import MadeShop, make_shop
from tests.factories.work import count_overviews

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.organizations import api as organizations
from turnout.modules.overviews import api as overviews
from turnout.modules.overviews import queries

pytestmark = pytest.mark.usefixtures("running")
PRICE = 1_500


@pytest.fixture
def agency() -> MadeOrganization:
    return make_organization(name="Lantern Agency", kind="agency")


def link(client, agency, shop: MadeShop, **fields) -> str:
    offered = client.post(
        f"/api/v1/organizations/{agency.id}/clients",
        json={"client_slug": shop.organization.slug, "role": "admin", **fields},
        headers=bearer(agency.owner),
    ).json
    path = f"/api/v1/organizations/{shop.organization.id}/agency-links/{offered['id']}"
    assert client.post(f"{path}/accept", headers=bearer(shop.organization.owner)).status_code == 200
    return path


def seen(client, user, **asked) -> dict:
    answer = client.get("/api/v1/me/overview", query_string=asked, headers=bearer(user))
    assert answer.status_code == 200, answer.json
    return answer.json | {
        "by_id": {each["organization_id"]: each for each in answer.json["organizations"]}
    }


def taken(client, user, **asked):
    return client.get("/api/v1/me/overview/report", query_string=asked, headers=bearer(user))


def record(shop: MadeShop, revenue: dict[str, int]) -> None:
    """Have the shop's event counted, with this revenue in place of its own."""
    count_overviews()
    inside = system_in(shop.organization.id, "test")
    with transaction(inside) as tx:
        tx.query(
            "UPDATE overview_events SET revenue = %(revenue)s WHERE id = %(id)s",
            {"revenue": json.dumps(revenue), "id": shop.event_id},
        )


def sell(client, shop: MadeShop, **values) -> None:
    placed = client.post(shop.orders_path, json=shop.basket(shop.add_type(**values)))
    assert placed.status_code == 201, placed.json


def test_the_figures_of_every_client_stand_in_one_answer(client, agency):
    shops = [make_shop(make_organization(name=name)) for name in ("Anchor", "Buoy")]
    for shop in shops:
        link(client, agency, shop)
        sell(client, shop, capacity=10)
        sell(client, shop, capacity=5, price_minor=PRICE)
    count_overviews()
    found = seen(client, agency.owner)
    assert [each["name"] for each in found["organizations"]] == ["Anchor", "Buoy", "Lantern Agency"]
    mine = found["by_id"][str(shops[0].organization.id)]
    assert (mine["agency_id"], mine["role"]) == (str(agency.id), "admin")
    assert mine["figures"]["upcoming_events"] == 1
    assert (mine["figures"]["capacity"], mine["figures"]["sold"]) == (15, 2)
    assert mine["figures"]["open_orders"] == 1
    assert (found["capacity"], found["sold"], found["open_orders"]) == (30, 4, 2)


def test_only_what_role_and_link_allow_is_shown(client, agency):
    shop = make_shop()
    link(client, agency, shop, permissions=["events.read", "organizations.read"])
    sell(client, shop, price_minor=PRICE)
    count_overviews()
    figures = seen(client, agency.owner)["by_id"][str(shop.organization.id)]["figures"]
    assert figures["upcoming_events"] == 1
    assert (figures["open_orders"], figures["revenue"]) == (None, None)
    blind = make_shop()
    link(client, agency, blind, permissions=["organizations.read"])
    count_overviews()
    assert seen(client, agency.owner)["by_id"][str(blind.organization.id)]["figures"] is None


def test_nobody_sees_figures_of_others(client, agency):
    mine, other = make_shop(), make_shop()
    path = link(client, agency, mine)
    count_overviews()
    clerk = add_member(agency, "staff")
    assert str(other.organization.id) not in seen(client, clerk)["by_id"]
    assert str(mine.organization.id) in seen(client, clerk)["by_id"]
    with transaction(person_context(clerk)) as tx:
        organizations.list_my_access(tx)
        leaked = queries.list_lines(
            tx,
            [mine.organization.id, other.organization.id],
            limits={},
            wanted=overviews.OverviewFilter(),
            limit=100,
        )
    assert {each.organization_id for each in leaked} == {mine.organization.id}
    client.delete(path, headers=bearer(mine.organization.owner))
    assert str(mine.organization.id) not in seen(client, clerk)["by_id"]


def test_a_list_of_clients_and_events_counts_here_as_well(client, agency):
    listed, hidden = make_shop(), make_shop()
    second = make_shop(listed.organization)
    for shop in (listed, hidden):
        link(client, agency, shop)
    count_overviews()
    clerk = add_member(agency, "staff")
    with transaction(system_in(agency.id, "tests")) as tx:
        member = organizations.find_member_of(tx, clerk.id)
    client.put(
        f"/api/v1/organizations/{agency.id}/members/{member.id}/clients",
        json={
            "clients": [
                {
                    "organization_id": str(listed.organization.id),
                    "event_ids": [str(second.event_id)],
                }
            ]
        },
        headers=bearer(agency.owner),
    )
    found = seen(client, clerk)["by_id"]
    assert set(found) == {str(agency.id), str(listed.organization.id)}
    assert found[str(listed.organization.id)]["figures"]["upcoming_events"] == 1
    assert (
        seen(client, agency.owner)["by_id"][str(listed.organization.id)]["figures"][
            "upcoming_events"
        ]
        == 2
    )
    with transaction(person_context(clerk)) as tx:
        rows = queries.list_lines(
            tx,
            [hidden.organization.id],
            limits={},
            wanted=overviews.OverviewFilter(),
            limit=9,
        )
    assert rows == []


def test_a_client_that_demands_a_second_factor_shows_no_figures_before(client, agency):
    shop = make_shop()
    path = link(client, agency, shop)
    count_overviews()
    client.patch(path, json={"second_factor_minutes": 5}, headers=bearer(shop.organization.owner))
    mine = seen(client, agency.owner)["by_id"][str(shop.organization.id)]
    assert (mine["needs_second_factor"], mine["figures"]) == (True, None)


def test_what_needs_attention_can_be_asked_for_alone(client, agency):
    quiet, full = make_shop(make_organization(name="Quiet")), make_shop()
    for shop in (quiet, full):
        link(client, agency, shop)
    sell(client, quiet, capacity=100)
    sell(client, full, capacity=1)
    count_overviews()
    found = seen(client, agency.owner, needs_attention="true", agency_id=str(agency.id))
    assert set(found["by_id"]) == {str(full.organization.id)}
    assert found["organizations_to_look_at"] == 1
    attention = found["organizations"][0]["figures"]["attention"]
    assert attention["nearly_sold_out"] == 1
    named = seen(client, agency.owner, text="QUI")
    assert set(named["by_id"]) == {str(quiet.organization.id)}
    past = seen(client, agency.owner, starts_before="2001-01-01T00:00:00Z")
    assert past["upcoming_events"] == 0


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_the_report_has_a_line_for_each_event_and_is_safe_to_open(client, agency, format_):
    shop = make_shop(make_organization(name="=Anchor"))
    link(client, agency, shop)
    sell(client, shop, capacity=10)
    count_overviews()
    [line] = table_of(taken(client, agency.owner, format=format_))
    assert line["organization"] == "'=Anchor"
    assert (str(line["capacity"]), str(line["sold"])) == ("10", "1")
    assert (line["currency"], line["revenue"]) == ("", "")


@pytest.mark.parametrize(("format_", "revenue"), [("csv", "1234.50"), ("xlsx", 1234.5)])
def test_revenue_stands_in_major_units_and_orders_for_who_may_see_them(
    client, agency, format_, revenue
):
    shop = make_shop()
    link(client, agency, shop)
    record(shop, {"EUR": 123_450, "JPY": 700})
    [euro, yen] = table_of(taken(client, agency.owner, format=format_))
    assert (euro["currency"], euro["revenue"], str(yen["revenue"])) == ("EUR", revenue, "700")
    partner = add_member(shop.organization, "partner")
    for line in table_of(taken(client, partner, format=format_)):
        assert (line["open_orders"], line["currency"], line["revenue"]) == ("", "", "")


def test_the_report_is_read_on_paper_in_a_language(client, agency):
    shop = make_shop(make_organization(name="Anchor"))
    link(client, agency, shop)
    record(shop, {"EUR": 123_450})
    words = words_of(taken(client, agency.owner, format="pdf", language="de"))
    for said in ("Alle Organisationen", "Anchor", "Veröffentlicht", "1234.50", "EUR"):
        assert said in words
    assert "All organizations" in words_of(taken(client, agency.owner, format="pdf"))
    refused = taken(client, agency.owner, format="docx")
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "?format")


@pytest.mark.usefixtures("plain_postgresql")
def test_the_number_of_statements_does_not_grow_with_the_clients(client, agency, statements):
    for _ in range(2):
        link(client, agency, make_shop())
    count_overviews()
    ctx = person_context(agency.owner)
    statements.clear()
    overviews.get_overview(ctx, overviews.OverviewFilter())
    few = len(statements)
    for _ in range(3):
        link(client, agency, make_shop())
    count_overviews()
    statements.clear()
    assert len(overviews.get_overview(ctx, overviews.OverviewFilter()).organizations) == 6
    assert few == len(statements) == 3
    statements.clear()
    organizations.list_my_organizations(ctx)
    assert len(statements) == 2


def test_an_event_that_is_gone_is_counted_no_more(client):
    shop = make_shop()
    count_overviews()
    inside = OrganizationContext(
        organization_id=shop.organization.id, actor=system_in(shop.organization.id, "x").actor
    )
    with transaction(inside) as tx:
        queries.delete_figures(tx, shop.event_id)
    figures = seen(client, shop.organization.owner)["organizations"][0]["figures"]
    assert figures["upcoming_events"] == 0
