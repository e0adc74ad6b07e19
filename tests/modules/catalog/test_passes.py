"""Passes as organizers make them: what a pass may admit to, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import work
from tests.factories.offers import an_offer
from tests.factories.passes import make_season
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop

from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.orders import rules
from turnout.modules.series.service import remove_event


@pytest.fixture
def season(app):
    return make_season(5, 5, 5)


def make(client, season, *, shop=None, user=None, **values):
    shop = shop or season.home
    body = {
        "name": f"Pass {new_id()}",
        "currency": "EUR",
        "price_minor": 4000,
        "sold_as": "pass",
        "parts": [{"ticket_type_id": str(each)} for each in season.types],
        **values,
    }
    path = f"/api/v1/organizations/{season.organization.id}/events/{shop.event_id}/ticket-types"
    return client.post(path, json=body, headers=bearer(user or season.organization.owner))


def refusals(answer):
    assert answer.status_code == 422, answer.json
    return [each["pointer"] for each in answer.json["errors"]]


def parts(*types):
    return [{"ticket_type_id": str(each)} for each in types]


def test_a_pass_names_a_ticket_of_each_event(client, season):
    answer = make(client, season)
    assert answer.status_code == 201, answer.json
    assert answer.json["places"] == 1
    assert [each["event_id"] for each in answer.json["admits_to"]] == [
        str(shop.event_id) for shop in season.evenings
    ]
    assert {each["state"] for each in answer.json["admits_to"]} == {"published"}


def test_an_event_without_a_series_sells_no_passes(client, season):
    alone = make_shop(season.organization)
    kind = alone.add_type()
    assert refusals(make(client, season, shop=alone, parts=parts(kind, season.types[0]))) == [
        "/sold_as"
    ]


def test_a_pass_to_fewer_than_two_events_is_refused(client, season):
    assert refusals(make(client, season, parts=[])) == ["/parts"]
    assert refusals(make(client, season, parts=parts(season.types[0]))) == ["/parts"]


def test_a_pass_admits_to_the_event_that_sells_it(client, season):
    assert refusals(make(client, season, parts=parts(*season.types[1:]))) == ["/parts"]


def test_a_pass_admits_to_each_event_once(client, season):
    other = season.home.add_type()
    assert refusals(make(client, season, parts=parts(season.types[0], season.types[1], other))) == [
        "/parts/2/ticket_type_id"
    ]


def test_only_tickets_for_one_person_of_the_same_series_are_parts(client, season):
    elsewhere = make_shop(season.organization).add_type()
    foreign = make_shop(make_organization()).add_type()
    table = season.evenings[1].add_type(places=4)
    add_on = season.evenings[1].add_type(sold_as="add_on", add_on_to=[season.types[1]])
    for wrong in (elsewhere, foreign, table, add_on, season.add_pass(), new_id()):
        assert refusals(make(client, season, parts=parts(season.types[0], wrong)))[0] == (
            "/parts/1/ticket_type_id"
        )


def test_how_many_a_pass_admits_is_said_once(client, season):
    twice = [{"ticket_type_id": str(each), "quantity": 2} for each in season.types]
    assert refusals(make(client, season, parts=twice)) == [
        f"/parts/{index}/quantity" for index in range(3)
    ]
    assert refusals(make(client, season, places=0)) == ["/places"]
    assert make(client, season, places=4).json["places"] == 4


def test_a_pass_is_no_part_of_a_bundle(client, season):
    inside = season.add_pass()
    path = f"/api/v1/organizations/{season.organization.id}/events/{season.home.event_id}"
    body = {"name": "Both", "currency": "EUR", "price_minor": 100, "sold_as": "bundle"}
    answer = client.post(
        f"{path}/ticket-types",
        json={**body, "parts": parts(inside)},
        headers=bearer(season.organization.owner),
    )
    assert refusals(answer) == ["/parts/0/ticket_type_id"]


def test_who_may_sell_one_event_only_sells_no_place_of_another(client, season):
    limited = add_member(season.organization, "admin", event_ids=[season.home.event_id])
    path = f"/api/v1/organizations/{season.organization.id}/events/{season.home.event_id}"
    pools = client.get(f"{path}/pools", headers=bearer(limited)).json["items"]
    plain = {"sold_as": "ticket", "parts": [], "pool_id": pools[0]["id"]}
    assert make(client, season, user=limited, **plain).status_code == 201
    assert make(client, season, user=limited).status_code == 404


def test_a_ticket_type_that_a_pass_gives_is_not_deleted(client, season):
    season.add_pass()
    path = (
        f"/api/v1/organizations/{season.organization.id}/events/{season.evenings[1].event_id}"
        f"/ticket-types/{season.types[1]}"
    )
    answer = client.delete(path, headers=bearer(season.organization.owner))
    assert (answer.status_code, answer.json["code"]) == (409, "catalog.ticket-type-in-use")


def test_a_copy_of_the_event_sells_no_pass(client, season, queued):
    season.add_pass(name="Season")
    copy = events.copy_event(
        season.home.organizer, season.home.event_id, events.NewCopy(title="Encore")
    )
    work.drain()
    path = f"/api/v1/organizations/{season.organization.id}/events/{copy.id}/ticket-types"
    found = client.get(path, headers=bearer(season.organization.owner)).json["items"]
    assert [each["name"] for each in found] == ["Evening"]


def test_an_event_that_leaves_the_series_can_no_longer_be_chosen(client, season):
    remove_event(season.home.organizer, season.series_id, season.evenings[2].event_id)
    assert refusals(make(client, season)) == ["/parts/2/ticket_type_id"]


def told_of(season):
    """Passes that were announced since the last look."""
    with transaction(season.home.organizer) as tx:
        rows = tx.query(
            "SELECT payload ->> 'ticket_type_id', count(*) FROM outbox"
            " WHERE name = 'catalog.ticket-type-changed.v1'"
            " AND payload ->> 'event_id' = %(event)s GROUP BY 1",
            {"event": str(season.home.event_id)},
        )
    return dict(rows)


def test_a_pass_is_announced_when_one_of_its_events_or_parts_changes(client, season, queued):
    made, other = str(season.add_pass()), str(season.add_pass(of=season.types[:2]))
    work.drain()
    before = told_of(season)
    away = season.evenings[2]
    events.cancel_event(away.organizer, away.event_id)
    work.drain()
    after = told_of(season)
    assert after[made] > before[made]
    assert after[other] == before[other]
    part = (
        f"/api/v1/organizations/{season.organization.id}/events/{season.evenings[1].event_id}"
        f"/ticket-types/{season.types[1]}"
    )
    client.patch(part, json={"state": "paused"}, headers=bearer(season.organization.owner))
    work.drain()
    assert told_of(season)[other] > after[other]


@given(
    capacities=st.lists(st.integers(0, 9), min_size=2, max_size=5),
    places=st.integers(1, 3),
    limit=st.none() | st.integers(0, 4),
)
def test_as_many_passes_are_left_as_every_pool_still_gives(capacities, places, limit):
    """Taking one pass after the other until one pool is empty says the same as the rule."""
    pools = [new_id() for _ in capacities]
    own = pools[0] if limit is None else new_id()
    parts = tuple(
        catalog.BundlePart(
            ticket_type_id=new_id(), quantity=1, pool_id=pool, places=1, state="on_sale", name="x"
        )
        for pool in pools
    )
    offer = an_offer(sold_as="pass", places=places, pool_id=own, parts=parts)
    left = dict(zip(pools, capacities, strict=True)) | ({} if limit is None else {own: limit})
    told, taken = offer.units_left(left), 0
    while all(left[pool] >= each for pool, each in offer.pool_usage.items()):
        left = {pool: there - offer.pool_usage[pool] for pool, there in left.items()}
        taken += 1
    assert told == taken


@given(total=st.integers(0, 10**12), parts=st.integers(1, 60))
def test_the_shares_of_all_events_are_the_price_and_differ_by_a_cent_at_most(total, parts):
    shares = [rules.share_of(total, part=part, parts=parts) for part in range(parts)]
    assert sum(shares) == total
    assert max(shares) - min(shares) <= 1


def test_what_a_pass_may_admit_to_is_listed_with_the_tickets_to_choose_among(client, season):
    second = season.evenings[1]
    second.add_type(places=4)
    vip = second.add_type(name="Front row", price_minor=9000)
    second.add_type(name="Supper", sold_as="add_on", add_on_to=[vip])
    season.add_pass()

    def choices(user, shop=season.home):
        path = f"/api/v1/organizations/{season.organization.id}/events/{shop.event_id}"
        return client.get(f"{path}/ticket-types/pass-choices", headers=bearer(user))

    found = choices(season.organization.owner).json["items"]
    assert [each["event_id"] for each in found] == [str(each.event_id) for each in season.evenings]
    assert [len(each["ticket_types"]) for each in found] == [1, 2, 1]
    front = next(each for each in found[1]["ticket_types"] if each["name"] == "Front row")
    assert front == {
        "ticket_type_id": str(vip),
        "name": "Front row",
        "price_minor": 9000,
        "currency": "EUR",
    }
    assert make(client, season, parts=parts(season.types[0], vip)).status_code == 201
    limited = add_member(season.organization, "admin", event_ids=[season.home.event_id])
    mine = choices(limited).json["items"]
    assert [each["event_id"] for each in mine] == [str(season.home.event_id)]
    alone = make_shop(season.organization)
    assert choices(season.organization.owner, alone).json == {"items": []}
    assert choices(add_member(season.organization, "staff")).status_code == 403
