"""Whoever searches an organization is shown nothing that they may not open.

Every operation that takes words is asked by every kind of asker, and each hit is opened at its own
address by the one who was shown it. Lists and counts of somebody who may act in one event only are
those of that event.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.operators import make_operator
from tests.factories.passes import MadeSeason, make_season
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
from tests.factories.tokens import make_account, make_token
from tests.isolation.sample_data import SampleData, carried_out

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles

HERE: Final = "/api/v1/organizations/{organization_id}"
CLOSED: Final = (401, 403, 404)
WORD: Final = "Zephyrine"


@dataclass(frozen=True, slots=True)
class Search:
    """A list that takes words: how it is asked, and where each hit is opened."""

    path: str
    opens: str
    """With the fields of a hit; empty where the list itself is all there is of it."""
    q: str = WORD
    lists: str = ""
    """The list of which this is the count."""


SEARCHES: Final[dict[str, Search]] = {
    "listEvents": Search("/events", "/events/{id}"),
    "searchOrders": Search("/orders/search", "/orders/{id}"),
    "countOrders": Search("/orders/search/count", "", lists="searchOrders"),
    "listOrders": Search("/orders", "/orders/{id}"),
    "searchAttendees": Search("/attendees", "/attendees/{attendee_id}"),
    "countAttendees": Search("/attendees/count", "", lists="searchAttendees"),
    "listEventAttendees": Search("/events/{event_id}/attendees", "/attendees/{attendee_id}"),
    "listDiscounts": Search("/discounts", "/discounts/{id}"),
    "listDiscountCodes": Search("/discounts/{discount_id}/codes", "/discounts/{discount_id}"),
    "listWaitlist": Search("/events/{event_id}/waitlist", ""),
    "listEventCertificates": Search(
        "/events/{event_id}/certificates", "/events/{event_id}/certificates/{id}"
    ),
    "listFiles": Search("/files", "/files/{id}", q="pier"),
    "listBlockedAddresses": Search("/blocked-addresses", "/blocked-addresses/{id}"),
    "listSuppressions": Search("/suppressions", ""),
    "listMemberNumbers": Search("/member-lists/{member_list_id}/numbers", ""),
    "searchSessions": Search("/sessions", "/events/{event_id}/sessions/{id}"),
    "searchSpeakers": Search("/speakers", "/events/{event_id}/speakers/{id}"),
    "listPayments": Search("/payments", "/payments/{id}", q="zephyrine@people.example"),
}
"""By operation: what a member, a token or an agency finds by words."""
OF_DEVICES: Final = {"searchByCheckinDevice", "listStandLeads"}
"""Of a device's token and of a stand's, which are no roles: tried apart."""
FILES: Final = {"exportOrders", "exportAttendees"}
"""Files of what the lists show: tried apart."""
PUBLIC: Final = {
    "searchEvents", "countEvents", "listEventMapPoints", "completeSpeakers", "suggestEvents",
}  # fmt: skip
"""tests/isolation/test_public_hits.py"""


@dataclass(slots=True)
class Planted:
    """Things of every kind by one word, in two events, in one that is a draft again and in the bin.

    The first evening sells passes to the second.
    """

    season: MadeSeason
    draft: MadeShop
    gone: MadeShop
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def organization(self) -> MadeOrganization:
        return self.season.organization

    @property
    def base(self) -> str:
        return f"/api/v1/organizations/{self.organization.id}"

    @property
    def other(self) -> MadeShop:
        return self.season.home

    @property
    def mine(self) -> MadeShop:
        return self.season.evenings[1]

    @property
    def shops(self) -> tuple[MadeShop, ...]:
        return self.other, self.mine, self.draft, self.gone

    def member(self, role: str, *shops: MadeShop) -> MadeUser:
        if not shops:
            return add_member(self.organization, role)
        return add_member(self.organization, role, event_ids=tuple(each.event_id for each in shops))


def _plant(client: Any, shop: MadeShop, *tickets: UUID) -> None:
    """A name of the word for whatever an event can have."""
    by = SampleData(client, shop)
    for number, each in enumerate(tickets):
        basket = shop.basket(each, email="zephyrine@people.example", name=f"{WORD} Buyer")
        basket["attendees"] = [{"ticket_type_id": str(each), "name": f"{WORD} Guest {number}"}]
        by.post(shop.orders_path, basket)
    discount = {"name": f"{WORD} discount", "code": f"ZEPHYRINE{new_id().hex[-6:].upper()}"}
    discount |= {"percent_bp": 1000, "event_id": str(shop.event_id)}
    by.made(f"{by.base}/discounts", discount)
    starts_at = clock.now() + timedelta(days=30, hours=1)
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1)}
    session = {name: each.isoformat() for name, each in times.items()}
    by.made(f"{by.event}/sessions", {"title": f"{WORD} talk", **session})
    by.made(f"{by.event}/speakers", {"name": f"{WORD} Speaker"})
    by.made(f"{by.event}/files", {"file_id": by.uploaded(), "audience": "staff"})


@pytest.fixture(scope="module")
def planted(app: Any, running: Any) -> Iterator[Planted]:
    season = make_season(50, 50, title=f"{WORD} evening")
    organization = season.organization
    draft = make_shop(organization, title=f"{WORD} draft")
    gone = make_shop(organization, title=f"{WORD} gone")
    made = Planted(season, draft, gone)
    with app.test_client() as client:
        client.environ_base["HTTP_HOST"] = "turnout.test"
        _plant(client, made.other, season.types[0], season.add_pass())
        _plant(client, made.mine, season.types[1])
        for shop in (draft, gone):
            _plant(client, shop, shop.add_type())
        _plant(client, make_shop(title=f"{WORD} elsewhere"))
        with carried_out():
            made.ids = _of_organization(client, made)
        work.run_timed("order_search.index")
        for shop in (draft, gone):
            events.act_on_event(shop.organizer, shop.event_id, events.Action.UNPUBLISH)
        events.act_on_event(gone.organizer, gone.event_id, events.Action.DELETE)
        yield made


def _of_organization(client: Any, made: Planted) -> dict[str, str]:
    """What belongs to the whole organization, and the ids that lists ask for."""
    by = SampleData(client, made.mine)
    discount = {"name": f"{WORD} everywhere", "code": f"ZEPHYRINE{new_id().hex[-6:].upper()}"}
    blocked = {"kind": "domain", "value": "zephyrine.example", "outcome": "review", "reason": "x"}
    by.made(f"{by.base}/blocked-addresses", blocked)
    gone = {"email": "zephyrine@people.example", "scope": "all", "note": "x"}
    by.made(f"{by.base}/suppressions", gone)
    members = by.made(f"{by.base}/member-lists", {"name": "Club"})
    by.post(f"{by.base}/member-lists/{members}/numbers/import", {"table": "number\nZEPHYRINE-1"})
    paid = made.mine.add_type(price_minor=900)
    order = by.post(made.mine.orders_path, made.mine.basket(paid, email="zephyrine@people.example"))
    taken = {"method": "cash", "amount_minor": 900}
    by.post(f"{made.mine.orders_path}/{order['id']}/received-payments", taken)
    by.uploaded()
    return {
        "organization_id": str(made.organization.id),
        "discount_id": by.made(f"{by.base}/discounts", discount | {"percent_bp": 500}),
        "member_list_id": members,
    }


Asker = Callable[[Any, Planted], dict[str, str]]


def _own_role(made: Planted, *permissions: str, only: tuple[MadeShop, ...] = ()) -> dict[str, str]:
    key = f"own-{new_id().hex[-8:]}"
    ctx = context_of(made.organization, made.organization.owner)
    roles.create_role(ctx, roles.NewRole(key=key, name=key, permissions=permissions))
    return bearer(made.member(key, *only))


def _agency(
    client: Any, made: Planted, agency: MadeOrganization | None = None, **scope: Any
) -> dict[str, str]:
    agency = agency or make_organization(kind="agency")
    body = {"client_slug": made.organization.slug, **scope}
    path = f"/api/v1/organizations/{agency.id}/clients"
    offered = client.post(path, json=body, headers=bearer(agency.owner))
    accept = f"{made.base}/agency-links/{offered.json['id']}/accept"
    assert client.post(accept, headers=bearer(made.organization.owner)).status_code == 200
    return bearer(agency.owner)


def _clerk(client: Any, made: Planted) -> dict[str, str]:
    """A member of an agency whose list has one event of this client."""
    agency = make_organization(kind="agency")
    _agency(client, made, agency, role="staff")
    clerk = add_member(agency, "staff")
    with transaction(system_in(agency.id, "tests")) as tx:
        member = organizations.find_member_of(tx, clerk.id)
    assert member is not None
    listed = {"organization_id": str(made.organization.id), "event_ids": [str(made.mine.event_id)]}
    path = f"/api/v1/organizations/{agency.id}/members/{member.id}/clients"
    answer = client.put(path, json={"clients": [listed]}, headers=bearer(agency.owner))
    assert answer.status_code == 200, answer.json
    return bearer(clerk)


def _support(client: Any, made: Planted, level: str) -> dict[str, str]:
    body = {"level": level}
    path = f"{made.base}/support-access"
    owner = bearer(made.organization.owner)
    client.delete(path, headers=owner)
    assert client.post(path, json=body, headers=owner).status_code == 201
    return make_operator("support").headers


def _account(made: Planted, role: str, *scopes: str) -> dict[str, str]:
    account = make_account(made.organization, role, event_ids=(made.mine.event_id,))
    return make_token(made.organization, *scopes, account_id=account).headers


ALL_EVENTS: Final[dict[str, Asker]] = {
    "owner": lambda _, made: bearer(made.organization.owner),
    "admin": lambda _, made: bearer(made.member("admin")),
    "staff": lambda _, made: bearer(made.member("staff")),
    "partner": lambda _, made: bearer(made.member("partner")),
    "own role of events": lambda _, made: _own_role(made, "events.read"),
    "own role of orders": lambda _, made: _own_role(made, "orders.read"),
    "own role of files": lambda _, made: _own_role(made, "files.read"),
    "own role of discounts": lambda _, made: _own_role(made, "discounts.read"),
    "own role of payments": lambda _, made: _own_role(made, "payments.read"),
    "agency as staff": lambda client, made: _agency(client, made, role="staff"),
    "agency of few permissions": lambda client, made: _agency(
        client, made, role="admin", permissions=["events.read"]
    ),
    "token of events": lambda _, made: make_token(made.organization, "events.read").headers,
    "token of orders": lambda _, made: make_token(made.organization, "orders.read").headers,
    "support reading": lambda client, made: _support(client, made, "read"),
    "support writing": lambda client, made: _support(client, made, "write"),
}
ONE_EVENT: Final[dict[str, Asker]] = {
    "admin of an event": lambda _, made: bearer(made.member("admin", made.mine)),
    "staff of an event": lambda _, made: bearer(made.member("staff", made.mine)),
    "partner of an event": lambda _, made: bearer(made.member("partner", made.mine)),
    "own role of an event's orders": lambda _, made: _own_role(
        made, "orders.read", only=(made.mine,)
    ),
    "own role of an event's discounts": lambda _, made: _own_role(
        made, "discounts.read", only=(made.mine,)
    ),
    "clerk of an agency": _clerk,
    "token of an event": lambda _, made: (
        make_token(
            made.organization, "events.read", "orders.read", event_ids=(made.mine.event_id,)
        ).headers
    ),
    "service account of an event": lambda _, made: _account(
        made, "staff", "events.read", "orders.read"
    ),
}
NOBODY: Final[dict[str, Asker]] = {
    "owner elsewhere": lambda _, __: bearer(make_organization().owner),
    "person": lambda _, __: bearer(make_user()),
    "token elsewhere": lambda _, __: make_token(make_organization(), "orders.read").headers,
    "anonymous": lambda _, __: {},
}


@dataclass(slots=True)
class Crawl:
    """What one asker finds by words, and what of it stays closed."""

    client: Any
    made: Planted
    headers: dict[str, str]
    closed: dict[str, Any] = field(default_factory=dict)
    found: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(self.made.base + path, query_string=query, headers=self.headers)

    def ask_all(self) -> None:
        for name, search in SEARCHES.items():
            for shop in self.made.shops if "{event_id}" in search.path else (self.made.mine,):
                self._ask(name, search, {**self.made.ids, "event_id": str(shop.event_id)})

    def _ask(self, name: str, search: Search, ids: dict[str, str]) -> None:
        answer = self.get(search.path.format(**ids), q=search.q)
        if answer.status_code in CLOSED:
            return
        assert answer.status_code == 200, (name, answer.json)
        if search.lists:
            self.counts[search.lists] = answer.json["count"]
            return
        hits = answer.json["items"]
        self.found.setdefault(name, []).extend(hits)
        for hit in hits if search.opens else ():
            path = search.opens.format(**ids | hit)
            opened = self.get(path).status_code
            if opened != 200:
                self.closed[f"{name}: {path}"] = opened

    def events_of(self, name: str) -> set[str | None]:
        return {each.get("event_id") for each in self.found.get(name, ())}


def crawl(client: Any, made: Planted, asker: Asker) -> Crawl:
    done = Crawl(client, made, asker(client, made))
    done.ask_all()
    return done


def test_every_operation_that_takes_words_is_tried(client: Any) -> None:
    document = client.get("/api/openapi.json").get_json()
    named = {
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
        for each in operation.get("parameters", ())
        if each["in"] == "query" and each["name"] == "q"
    }
    assert named == {*SEARCHES, *OF_DEVICES, *FILES, *PUBLIC}


@pytest.mark.parametrize("who", ALL_EVENTS)
def test_each_hit_opens_to_whoever_is_shown_it(client: Any, planted: Planted, who: str) -> None:
    done = crawl(client, planted, ALL_EVENTS[who])
    assert done.closed == {}
    for name, count in done.counts.items():
        assert count == len(done.found[name]), name
    titles = {each["title"] for each in done.found.get("listEvents", ())}
    assert not [each for each in titles if "elsewhere" in each or "gone" in each]


def test_the_owner_finds_one_of_everything(client: Any, planted: Planted) -> None:
    """Without which nothing of the rest would say anything."""
    done = crawl(client, planted, ALL_EVENTS["owner"])
    without = {name for name, each in SEARCHES.items() if not each.lists} - {
        name for name, hits in done.found.items() if hits
    }
    assert without == {"listEventCertificates", "listWaitlist"}, "they are made by time"
    assert len(done.found["listEvents"]) == 3
    assert str(planted.gone.event_id) not in done.events_of("searchSessions")
    assert len(done.events_of("searchSpeakers")) == 3
    assert done.events_of("searchOrders") >= {str(each.event_id) for each in planted.shops}


@pytest.mark.parametrize("who", ONE_EVENT)
def test_a_grant_of_one_event_finds_that_event_and_opens_it(
    client: Any, planted: Planted, who: str
) -> None:
    done = crawl(client, planted, ONE_EVENT[who])
    assert done.closed == {}
    mine = str(planted.mine.event_id)
    listed = ("searchOrders", "listOrders", "searchAttendees", "listDiscounts")
    for name in (*listed, "searchSessions", "searchSpeakers"):
        assert done.events_of(name) <= {mine}, name
    assert {each["id"] for each in done.found.get("listEvents", ())} <= {mine}
    for name, count in done.counts.items():
        assert count == len(done.found[name]), name


@pytest.mark.parametrize("who", NOBODY)
def test_nobody_else_finds_anything(client: Any, planted: Planted, who: str) -> None:
    done = crawl(client, planted, NOBODY[who])
    assert done.found == {}
    assert done.counts == {}


@pytest.mark.parametrize("kind", ["/orders/search/export", "/attendees/export"])
def test_a_file_of_a_list_has_the_lines_of_the_list(
    client: Any, planted: Planted, kind: str
) -> None:
    path = planted.base + kind
    whole = client.get(path, query_string={"q": WORD}, headers=bearer(planted.organization.owner))
    limited = bearer(planted.member("staff", planted.mine))
    own = client.get(path, query_string={"q": WORD}, headers=limited)
    assert own.status_code == whole.status_code == 200
    listed = client.get(path.removesuffix("/export"), query_string={"q": WORD}, headers=limited)
    assert own.text.count(WORD) < whole.text.count(WORD)
    assert len(own.text.strip().splitlines()) == len(listed.json["items"]) + 1


def test_a_device_finds_who_comes_to_its_own_event(client: Any, planted: Planted) -> None:
    """By name and by number; the pass of another evening admits here too."""
    found = {}
    for shop in (planted.other, planted.mine):
        by = SampleData(client, shop)
        until = (clock.now() + timedelta(days=1)).isoformat()
        code = by.post(f"{by.event}/checkin-joining-codes", {"ends_at": until})["code"]
        joined = by.post(f"{by.base}/checkin-device/join", {"code": code, "name": "Phone"})
        headers = {"Authorization": f"Bearer {joined['token']}"}
        answer = client.get(
            f"{by.base}/checkin-device/search", query_string={"q": WORD}, headers=headers
        )
        assert answer.status_code == 200, answer.json
        found[shop.event_id] = {each["ticket_id"] for each in answer.json["items"]}
        closed = client.get(f"{by.base}/orders/search", query_string={"q": WORD}, headers=headers)
        assert closed.status_code in CLOSED
    mine, other = found[planted.mine.event_id], found[planted.other.event_id]
    assert mine
    assert other
    assert not mine & other


def test_a_line_of_a_pass_says_whether_its_order_is_open(client: Any, planted: Planted) -> None:
    """To whom one evening is open, a pass sold by another admits to it, and its order is closed."""
    limited = bearer(planted.member("staff", planted.mine))
    answer = client.get(f"{planted.base}/attendees", query_string={"q": WORD}, headers=limited)
    lines = answer.json["items"]
    opened = {
        each["order_id"]: client.get(
            f"{planted.base}/orders/{each['order_id']}", headers=limited
        ).status_code
        for each in lines
    }
    assert {each["is_order_open"] for each in lines} == {True, False}
    assert all(each["is_order_open"] == (opened[each["order_id"]] == 200) for each in lines)
    whole = bearer(planted.organization.owner)
    answer = client.get(f"{planted.base}/attendees", query_string={"q": WORD}, headers=whole)
    assert all(each["is_order_open"] for each in answer.json["items"])
