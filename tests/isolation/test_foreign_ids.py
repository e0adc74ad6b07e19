"""An id of another organization, wherever a body takes an id, is refused like one that is not."""

from typing import Any

import pytest
from tests.factories.people import bearer, make_organization
from tests.factories.sales import make_shop
from tests.isolation.world import Route, World, make_world, resolved, routes_of

from turnout.kernel.ids import new_id

KINDS = {
    "cover_file_id": "file_id",
    "duplicate_ids": "duplicate_id",
    "from_event_id": "event_id",
    "logo_file_id": "file_id",
    "photo_file_id": "file_id",
    "speaker_ids": "speaker_id",
    "ticket_type_ids": "ticket_type_id",
}
TIMES = {"starts_at": "2031-05-05T10:00:00Z", "ends_at": "2031-05-05T11:00:00Z"}
BODIES: dict[str, dict[str, Any]] = {
    "/files": {"audience": "public"},
    "/events": {"title": "Regatta", "time_zone": "Europe/Brussels"},
    "/sessions": {"title": "Knots", **TIMES},
    "/speakers": {"name": "Ada"},
    "/ticket-types": {"name": "Plain", "kind": "free", "currency": "EUR"},
    "/checkin-lists": {"name": "Side door"},
    "/checkins": {"code": "a-code"},
    "/preview": {"answers": {}},
}
"""What else a creation needs, by the end of its path; a change needs nothing else."""

PLAIN = {"name": "x", "kind": "free", "currency": "EUR"}
NOT_REFERENCES = {
    "event_ids": "narrows a grant; an event of elsewhere opens nothing",
    "list_id": "a scan of a code that is not ours is a verdict before any list is looked up",
    "add_on_to": "tried by hand below: only an add-on goes with tickets",
    "after": "tried by hand below: a ticket type does not stand behind itself",
    "event_id": "tried by hand below: the event of an order decides about everything else in it",
}


@pytest.fixture(scope="module")
def worlds(app: Any) -> tuple[World, World]:
    return make_world(app), make_world(app)


def references_of(route: Route, world: World) -> list[tuple[str, bool]]:
    """(field, whether it is a list) of the ids that a body names at its first level."""
    found = []
    for name, schema in resolved(route.schema, world.schemas).get("properties", {}).items():
        inner = schema.get("items", schema)
        if inner.get("format") == "uuid" and name not in NOT_REFERENCES:
            found.append((name, "items" in schema))
    return found


def test_every_id_in_a_body_is_refused_when_it_is_foreign(
    app: Any, client: Any, worlds: tuple[World, World], written: Any
) -> None:
    mine, theirs = worlds
    tried, taken = 0, {}
    for route in routes_of(app):
        for name, is_list in references_of(route, mine):
            body = {} if route.method == "PATCH" else dict(BODIES["/" + route.path.split("/")[-1]])
            statuses = []
            for owner in (mine, theirs):
                value = owner.ids[KINDS.get(name, name)]
                before = written(mine.ids["organization_id"])
                body |= {"name": f"name {new_id()}"} if "name" in body else {}
                answer = client.open(
                    mine.address(route),
                    method=route.method,
                    json=body | {name: [value] if is_list else value},
                    headers={**mine.headers, "Idempotency-Key": new_id().hex},
                )
                statuses.append(answer.status_code)
            tried += 1
            own, foreign = statuses
            assert own < 300, (route, name, own)
            if not 400 <= foreign < 500 or written(mine.ids["organization_id"]) != before:
                taken[f"{route.method} {route.path} {name}"] = foreign
    assert tried >= 12
    assert taken == {}


def test_a_basket_of_another_organizations_things_is_refused(
    client: Any, worlds: tuple[World, World], written: Any
) -> None:
    mine, theirs = worlds
    line = {"ticket_type_id": theirs.ids["ticket_type_id"], "quantity": 1}
    own_line = {"ticket_type_id": mine.ids["ticket_type_id"], "quantity": 1}
    guest = {"ticket_type_id": theirs.ids["ticket_type_id"], "name": "Eve"}
    before = [written(each.ids["organization_id"]) for each in worlds]
    for basket in (
        {"event_id": theirs.ids["event_id"], "lines": [line]},
        {"event_id": theirs.ids["event_id"], "lines": [own_line]},
        {"event_id": mine.ids["event_id"], "lines": [line]},
        {"event_id": mine.ids["event_id"], "lines": [own_line, line]},
        {"event_id": mine.ids["event_id"], "lines": [own_line], "attendees": [guest]},
    ):
        answer = client.post(mine.shop.orders_path, json=basket)
        assert 400 <= answer.status_code < 500, basket
    assert [written(each.ids["organization_id"]) for each in worlds] == before


def test_things_of_another_event_are_refused_within_one_organization(client: Any) -> None:
    organization = make_organization()
    mine, other = make_shop(organization), make_shop(organization)
    foreign_type = other.add_type()
    own_type = mine.add_type()
    own_pool = str(mine.pools[own_type])
    headers = bearer(organization.owner)
    base = f"/api/v1/organizations/{organization.id}/events"
    track = client.post(
        f"{base}/{other.event_id}/tracks", json={"name": "Theirs"}, headers=headers
    ).get_json()["id"]
    speaker = client.post(
        f"{base}/{other.event_id}/speakers", json={"name": "Theirs"}, headers=headers
    ).get_json()["id"]
    attempts = {
        "a track": ("sessions", {"title": "x", **TIMES, "track_id": track}),
        "a speaker": ("sessions", {"title": "x", **TIMES, "speaker_ids": [speaker]}),
        "a pool": (
            "ticket-types",
            {**PLAIN, "pool_id": str(other.pools[foreign_type])},
        ),
        "an add-on's ticket": (
            "ticket-types",
            {**PLAIN, "pool_id": own_pool, "sold_as": "add_on", "add_on_to": [str(foreign_type)]},
        ),
        "a bundle's part": (
            "ticket-types",
            {**PLAIN, "sold_as": "bundle", "parts": [{"ticket_type_id": str(foreign_type)}]},
        ),
        "a neighbour": (f"ticket-types/{own_type}/move", {"after": str(foreign_type)}),
        "a ticket type": ("checkin-lists", {"name": "x", "ticket_type_ids": [str(foreign_type)]}),
    }
    answers = {
        what: client.post(f"{base}/{mine.event_id}/{path}", json=body, headers=headers).status_code
        for what, (path, body) in attempts.items()
    }
    basket = mine.basket(own_type)
    basket["lines"].append({"ticket_type_id": str(foreign_type), "quantity": 1})
    answers["an order"] = client.post(mine.orders_path, json=basket).status_code
    assert {what: status for what, status in answers.items() if not 400 <= status < 500} == {}


def test_a_path_of_one_organization_never_opens_a_thing_of_another(
    app: Any, client: Any, worlds: tuple[World, World], written: Any
) -> None:
    """Signed in as an owner of `mine`, with ids of `theirs` below one's own organization."""
    mine, theirs = worlds
    ids = theirs.ids | {"organization_id": mine.ids["organization_id"]}
    before = written(theirs.ids["organization_id"])
    opened, tried = {}, 0
    for rule in app.url_map.iter_rules():
        names = set(rule.arguments) - {"organization_id", "action"}
        if "organization_id" not in rule.arguments or not names or not names <= ids.keys():
            continue
        path = rule.build({name: ids[name] for name in rule.arguments})[1]
        for method in sorted(rule.methods & {"GET", "POST", "PATCH", "DELETE"}):
            tried += 1
            answer = client.open(path, method=method, headers=mine.headers, json={})
            if answer.status_code < 400:
                opened[f"{method} {rule.rule}"] = answer.status_code
    assert tried >= 40
    assert opened == {}
    assert written(theirs.ids["organization_id"]) == before
