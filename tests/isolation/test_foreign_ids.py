"""An id of another organization, wherever a body takes an id, is refused like one that is not."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories.people import bearer, make_organization
from tests.factories.sales import make_shop
from tests.isolation.environment import Environment, Route, make_environment, resolved, routes_of

from turnout.kernel import clock
from turnout.kernel.ids import new_id

KINDS = {
    "cover_file_id": "file_id",
    "duplicate_ids": "duplicate_id",
    "list_ids": "list_id",
    "from_event_id": "event_id",
    "logo_file_id": "file_id",
    "member_ids": "member_id",
    "owner_id": "member_id",
    "photo_file_id": "file_id",
    "session_id": "workshop_id",
    "session_ids": "session_id",
    "ticket_type_id": "priced_type_id",
    "tag_ids": "tag_id",
    "station_id": "print_station_id",
    "ticket_ids": "ticket_id",
    "speaker_ids": "speaker_id",
    "ticket_type_ids": "ticket_type_id",
}
TIMES = {"starts_at": "2031-05-05T10:00:00Z", "ends_at": "2031-05-05T11:00:00Z"}
BODIES: dict[str, dict[str, Any]] = {
    "/audience": {},
    "/files": {"audience": "public"},
    "/events": {"title": "Regatta", "time_zone": "Europe/Brussels"},
    "/sessions": {"title": "Knots", **TIMES},
    "/speakers": {"name": "Ada"},
    "/tasks": {"title": "Chairs"},
    "/tags": {},
    "/ticket-types": {"name": "Plain", "kind": "free", "currency": "EUR"},
    "/checkin-lists": {"name": "Side door"},
    "/reminders": {
        "anchor": "start",
        "minutes": -30,
        "texts": [{"language": "en", "subject": "Doors at nine", "body": "<p>Soon.</p>"}],
        "segment": {},
    },
    "/moment": {"anchor": "start"},
    "/price-rules": {
        "name": "Group",
        "kind": "quantity",
        "percent_bp": 1000,
        "minimum_quantity": 5,
    },
    "/demand-prices": {
        "floor_minor": 0,
        "ceiling_minor": 10**6,
        "by_share": [{"from_bp": 5000, "change_bp": 1000}],
    },
    "/sales-partners": {"name": "Hotel", "code": "HOTEL7"},
    "/channel-settings": {"channel": "partner"},
    "/member-lists": {"name": "Choir"},
    "/import": {"table": "number\nAB1234\n"},
    "/check-member-price": {},
    "/message-templates": {"message": "order-cancelled", "language": "de"},
    "/previews": {"message": "order-confirmed", "language": "en"},
    "/suppressions": {"email": "eve@people.example", "scope": "news", "note": "Asked"},
    "/blocked-addresses": {"value": "203.0.113.0/24", "kind": "network"},
    "/checkins": {"code": "a-code"},
    "/override": {"code": "a-code", "scan_id": "scan-0001", "reason": "Known"},
    "/checkin-joining-codes": {"ends_at": (clock.now() + timedelta(days=1)).isoformat()},
    "/preview": {"answers": {}},
    "/series": {"title": "Every week"},
    "/rule": {"rule": "FREQ=WEEKLY;COUNT=4"},
    "/sponsors": {"name": "Ropes and Sons"},
    "/merge": {},
    "/logo": {},
    "/payment": {},
    "/refresh": {},
    "/assign": {},
    "/cancellation": {"amount_minor": 0},
    "/transfer": {"email": "friend@people.example"},
    "/api-tokens": {
        "name": "Nightly",
        "scopes": ["orders.read"],
        "expires_at": "2027-01-01T00:00:00Z",
    },
    "/shifts": {"name": "Doors", **TIMES},
    "/waitlist": {"quantity": 1, "email": "late@people.example"},
    "/figure-shares": {"figures": ["sold"]},
    "/short-links": {"name": "Poster", "target": "tickets", "event_id": "one's own event_id"},
    "/saved-reports": {"name": "Monthly", "period": "30"},
    "/report-links": {"label": "The board"},
    "/shares": {"expires_at": "2027-01-01T00:00:00Z"},
    "/schedules": {"cadence": "daily", "hour": 7},
    "/people": {},
    "/mapping": {"first_name": 0, "email": 1, "ticket_type": 0},
    "/service-accounts": {"name": "Robot", "role": "staff"},
    "/box-office": {
        "event_id": "one's own event_id",
        "lines": [{"ticket_type_id": "one's own ticket_type_id", "quantity": 1}],
        "buyer": {"name": "Ada"},
        "attendees": [{"ticket_type_id": "one's own ticket_type_id", "name": "Ada"}],
        "prints_badges": True,
    },
    "/print-jobs": {
        "station_id": "one's own print_station_id",
        "ticket_ids": ["one's own ticket_id"],
        "reason": "Torn",
    },
    "/retry": {"reason": "Torn"},
}
"""What else a creation needs, by the end of its path; a change needs nothing else."""
OWN = "one's own "


def filled(said: Any, ids: dict[str, str]) -> Any:
    """A body with ids of the environment where it names them."""
    if isinstance(said, dict):
        return {name: filled(value, ids) for name, value in said.items()}
    if isinstance(said, list):
        return [filled(each, ids) for each in said]
    if isinstance(said, str) and said.startswith(OWN):
        return ids[said.removeprefix(OWN)]
    return said


PLAIN = {"name": "x", "kind": "free", "currency": "EUR"}
NOT_REFERENCES = {
    "printing_job_id": "jobs of its own station alone: tried in tests of print_stations",
    "organization_id": "entered by the secret of its link: tried in tests of ownership_claims",
    "order_ids": "orders of another organization are none: tried in tests of bulk_actions",
    "line_ids": "lines of another organization are none: tried in tests of order_exports",
    "tag_id": "the tag of a job: tried in tests of bulk_actions",
    "attendee_id": "an attendee of another order is none of this one: tried in order_notes",
    "member_id": "one of the two that a share of figures names: tried in tests of figure_shares",
    "break_glass_user_id": "only an owner of the organization is taken: tried in tests of sso",
    "from_user_id": "people are no organization's: tried in tests of user_merges",
    "into_user_id": "people are no organization's: tried in tests of user_merges",
    "event_ids": "narrows a grant; an event of elsewhere opens nothing",
    "clients": "organizations that must be clients: tried in tests of template_shares",
    "sales_partner_id": "a partner of elsewhere is none here: tried in tests of sales_channels",
    "session_ids": "sessions of the list's event alone: tried in tests of checkin",
    "ids": "the session's own files and no others: tried in tests of session_files",
    "layout_id": "a layout of the event alone: tried in tests of badges",
    "member_list_id": "a member price alone has one: tried in tests of price_rules",
    "bought_event_ids": "a member price alone has them: tried in tests of price_rules",
    "bought_series_ids": "a member price alone has them: tried in tests of price_rules",
    "list_id": "a scan of a code that is not ours is a verdict before any list is looked up",
    "add_on_to": "tried by hand below: only an add-on goes with tickets",
    "after": "tried by hand below: a ticket type does not stand behind itself",
    "event_id": "tried by hand below: the event of an order decides about everything else in it",
    "ticket_type_ids": "those of the named event, and nothing else: tried in tests of discounts",
    "ticket_ids": "tickets of another order are none of this one: tried in tests of giving back",
    "return_id": "a return of another order is none of this one: tried in tests of asking again",
    "from_ticket_type_id": "tickets of the order alone: tried in tests of order_moves",
    "to_ticket_type_id": "a type of the one event alone: tried in tests of order_moves",
    "ticket_id": "tried by hand below: the holder of an order registers its tickets only",
}
NOT_REFERENCES_OF = {
    ("me", "order_id"): "a person's own answers alone: tried in tests of data_requests",
    ("export-schedules", "connection_id"): "a store alone: tried in tests of export_schedules",
    ("warehouse-feeds", "connection_id"): "a store alone: tried in tests of warehouse_feeds",
}
"""The same of one kind of path."""
ASKS_OUTSIDE = {
    "/retry": "print-stations.not-failed",
    "/refresh": "accounting.no-reports",
    "/waitlist": "waitlist.tickets-left",
    "/{session_file_id}": "session-files.already-there",
    "/{sales_partner_id}": "sales-partners.token-taken",
}
"""Where even the own thing is refused here, for what it is: by the end of the path, with what."""


NOT_IDS = {
    "decision",
    "code",
    "slug",
    "secret",
    "signature",
    "drawing",
    "mark",
    "name",
    "rest",
    "test_id",
    "ticket",
}
"""What is proved or guessed, not named; tested where it is made."""
OF_EVERYBODY = {"action", "field", "kind", "number"}
"""Words that mean a thing of whichever organization the path names, and never another's."""
EVENT = "/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>"
SAYS_GOODBYE = {"GET /sso/<uuid:organization_id>/<uuid:identity_provider_id>/signed-out": (200,)}
"""Tells whoever comes back from a provider's logout that they are out, and nothing of anybody."""
TAKES_AWAY_NOTHING = {
    f"DELETE {EVENT}/favourite": (204, 404),
    f"DELETE {EVENT}/agenda/sessions/<uuid:session_id>": (204, 404),
}
"""One's own mark: gone is gone, whatever the id was, and so the answer tells nothing of it."""
ASKS_WHO = {"GET /preview/<uuid:organization_id>/<uuid:event_id>": (303,)}
"""A page that goes by the login's cookie, and without one sends everybody to sign in, as all
pages of accounts do."""


@pytest.fixture(scope="module")
def worlds(app: Any) -> tuple[Environment, Environment]:
    return make_environment(app), make_environment(app)


def references_of(route: Route, world: Environment) -> list[tuple[str, bool]]:
    """(field, whether it is a list) of the ids that a body names at its first level."""
    found = []
    for name, schema in resolved(route.schema, world.schemas).get("properties", {}).items():
        inner = schema.get("items", schema)
        if any((part, name) in NOT_REFERENCES_OF for part in route.path.split("/")[-2:]):
            continue
        if inner.get("format") == "uuid" and name not in NOT_REFERENCES:
            found.append((name, "items" in schema))
    return found


def test_every_id_in_a_body_is_refused_when_it_is_foreign(
    app: Any, client: Any, worlds: tuple[Environment, Environment], written: Any
) -> None:
    mine, theirs = worlds
    tried, taken = 0, {}
    for route in routes_of(app):
        tail = "/" + route.path.split("/")[-1]
        for name, is_list in references_of(route, mine):
            body = {} if route.method == "PATCH" else filled(BODIES[tail], mine.ids)
            body |= {"name": f"name {new_id()}"} if "name" in body else {}
            answers = []
            for owner in (theirs, mine):
                value = owner.ids[KINDS.get(name, name)]
                before = written(mine.ids["organization_id"])
                answers.append(
                    client.open(
                        mine.address(route),
                        method=route.method,
                        json=body | {name: [value] if is_list else value},
                        headers={**mine.headers, "Idempotency-Key": new_id().hex},
                    )
                )
                if owner is theirs and written(mine.ids["organization_id"]) != before:
                    taken[f"{route.method} {route.path} {name}"] = "something was written"
            tried += 1
            foreign, own = answers
            fitting = own.status_code < 300 or own.get_json()["code"] == ASKS_OUTSIDE.get(tail)
            assert fitting, (route, name, own.get_json())
            if not 400 <= foreign.status_code < 500 or foreign.get_json() == own.get_json():
                taken[f"{route.method} {route.path} {name}"] = foreign.status_code
    assert tried >= 28
    assert taken == {}


def test_a_basket_of_another_organizations_things_is_refused(
    client: Any, worlds: tuple[Environment, Environment], written: Any
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
    app: Any, client: Any, worlds: tuple[Environment, Environment], written: Any
) -> None:
    """Signed in as an owner of `mine`, with ids of `theirs` below one's own organization."""
    mine, theirs = worlds
    own = {"organization_id": mine.ids["organization_id"]}
    before = written(theirs.ids["organization_id"])
    opened, untried, tried = {}, set(), 0
    for rule in app.url_map.iter_rules():
        names = set(rule.arguments) - {"organization_id", *OF_EVERYBODY}
        if "organization_id" not in rule.arguments or not names:
            continue
        ids = theirs.named_in(rule.rule) | own
        if not names <= ids.keys():
            untried |= names - ids.keys()
            continue
        path = rule.build({name: ids[name] for name in rule.arguments})[1]
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            tried += 1
            headers = theirs.headers_for(rule.rule) | mine.headers
            answer = client.open(path, method=method, headers=headers, json={})
            known = TAKES_AWAY_NOTHING | ASKS_WHO | SAYS_GOODBYE
            pages = (303,) if rule.rule.startswith("/account/") else ()
            allowed = known.get(f"{method} {rule.rule}", (*range(400, 500), *pages))
            if answer.status_code not in allowed:
                opened[f"{method} {rule.rule}"] = answer.status_code
    assert untried <= NOT_IDS
    assert tried >= 120
    assert opened == {}
    assert written(theirs.ids["organization_id"]) == before


def test_a_place_in_a_session_is_for_the_holder_s_own_tickets(
    client: Any, worlds: tuple[Environment, Environment], written: Any
) -> None:
    mine, theirs = worlds
    path = "/api/v1/organizations/{organization_id}/events/{event_id}/sessions/{workshop_id}"
    holder = {"Turnout-Order-Secret": mine.ids["paid_order_secret"]}
    stranger = {"Turnout-Order-Secret": theirs.ids["paid_order_secret"]}
    before = [written(each.ids["organization_id"]) for each in worlds]
    for ids, ticket, headers in (
        (mine.ids, theirs.ids["ticket_id"], holder),
        (mine.ids, theirs.ids["ticket_id"], stranger),
        (mine.ids, mine.ids["ticket_id"], stranger),
        (mine.ids, mine.ids["ticket_id"], {}),
        (mine.ids, str(new_id()), holder),
        (theirs.ids, mine.ids["ticket_id"], holder),
        (mine.ids | {"event_id": theirs.ids["event_id"]}, mine.ids["ticket_id"], holder),
        (mine.ids | {"workshop_id": theirs.ids["workshop_id"]}, mine.ids["ticket_id"], holder),
    ):
        place = path.format(**ids) + "/registrations"
        taken = client.post(place, json={"ticket_id": ticket}, headers=headers)
        given = client.delete(f"{place}/{ticket}", headers=headers)
        assert 400 <= taken.status_code < 500, (place, ticket)
        assert 400 <= given.status_code < 500, (place, ticket)
    assert [written(each.ids["organization_id"]) for each in worlds] == before
    place = path.format(**mine.ids) + "/registrations"
    body = {"ticket_id": mine.ids["ticket_id"]}
    assert client.post(place, json=body, headers=holder).status_code == 201
