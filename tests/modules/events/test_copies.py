"""Copies and templates: complete, apart from their model, and moved by the clock."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from tests.factories.events import make_event
from tests.factories.people import add_member, context_of, member_context
from tests.factories.sales import MadeShop
from tests.factories.work import drain
from tests.modules.events.api_client import Caller, pointers
from tests.modules.events.test_facts import listening

from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Forbidden
from turnout.kernel.ids import new_id
from turnout.kernel.messaging import facts as kernel_facts
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.events.facts import EventCopied
from turnout.modules.files import api as files
from turnout.modules.inventory import api as inventory
from turnout.modules.programme import api as programme

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
TALK = {
    "title": "Pegs",
    "starts_at": "2030-02-02T10:00",
    "ends_at": "2030-02-02T11:00",
    "abstract": "<p>On pegs.</p>",
    "links": [{"href": "https://pegs.example/", "title": "Pegs"}],
}


@pytest.fixture
def caller(client):
    return Caller(client)


@pytest.fixture
def fest(caller):
    """An event with a track, a speaker and a session."""
    event = caller.create(
        summary="Two days.", description="<p>All of it.</p>", tags=["cloud"], contact_name="Kim"
    )
    path = f"/{event['id']}"
    track = caller.made(f"{path}/tracks", {"name": "Craft", "colour": "#ff0000"})
    speaker = caller.made(f"{path}/speakers", {"name": "Ada", "email": "ada@people.example"})
    caller.made(
        f"{path}/sessions", {**TALK, "track_id": track["id"], "speaker_ids": [speaker["id"]]}
    )
    return caller("GET", path).json


def programme_of(caller, event):
    return caller("GET", f"/{event['id']}/programme").json


def copy(caller, event, **wanted):
    answer = caller("POST", f"/{event['id']}/copies", json=wanted)
    assert answer.status_code == 201, answer.json
    return answer.json


def test_a_copy_has_everything_that_was_chosen_and_is_a_draft_of_its_own(caller, fest):
    caller("POST", f"/{fest['id']}/publish")
    made = copy(caller, fest, title="Cloud Summit 2031")
    same = ("summary", "description", "tags", "time_zone", "location", "contact_name", "kind")
    assert {name: made[name] for name in same} == {name: fest[name] for name in same}
    assert (made["state"], made["slug"]) == ("draft", "cloud-summit-2031")
    assert (made["starts_at"], made["published_at"]) == (fest["starts_at"], None)
    [session] = programme_of(caller, made)["sessions"]
    [speaker] = programme_of(caller, made)["speakers"]
    [track] = programme_of(caller, made)["tracks"]
    assert (session["track_id"], session["speaker_ids"]) == (track["id"], [speaker["id"]])
    assert session["links"] == TALK["links"]
    assert session["id"] != programme_of(caller, fest)["sessions"][0]["id"]
    caller("PATCH", f"/{made['id']}/sessions/{session['id']}", json={"title": "Other"})
    assert programme_of(caller, fest)["sessions"][0]["title"] == "Pegs"


@pytest.mark.parametrize(
    ("parts", "sessions", "speakers"),
    [([], 0, 0), (["programme"], 1, 0), (["speakers"], 0, 1), (["programme", "speakers"], 1, 1)],
)
def test_a_copy_takes_only_what_was_chosen(caller, fest, parts, sessions, speakers):
    found = programme_of(caller, copy(caller, fest, parts=parts))
    assert (len(found["sessions"]), len(found["speakers"])) == (sessions, speakers)
    assert all(bool(each["speaker_ids"]) is (speakers > 0) for each in found["sessions"])


def test_a_copy_for_the_summer_starts_at_the_same_hour(caller, fest):
    made = copy(caller, fest, starts_at="2030-07-06T09:00")
    assert (made["starts_local"], made["starts_at"]) == (
        "2030-07-06T09:00:00",
        "2030-07-06T07:00:00+00:00",
    )
    assert made["ends_local"] == "2030-07-07T18:00:00"
    [session] = programme_of(caller, made)["sessions"]
    assert session["starts_local"] == "2030-07-06T10:00:00"


def test_the_modules_above_are_told_what_to_copy_and_by_how_much(caller, fest, queued):
    heard = []
    key = "tests.copied"
    subscription = kernel_facts.Subscription(
        key, EventCopied, lambda _, fact: heard.append(fact), "default"
    )
    kernel_facts._subscriptions.setdefault(EventCopied.name, {})[key] = subscription
    made = copy(caller, fest, starts_at="2030-07-06T09:00", parts=["tickets", "programme"])
    with listening(made["id"]) as changes:
        drain()
    del kernel_facts._subscriptions[EventCopied.name][key]
    [fact] = [each for each in heard if str(each.event_id) == made["id"]]
    assert (str(fact.from_event_id), fact.parts) == (fest["id"], ("programme", "tickets"))
    assert changes == ["EventCreated"]
    sale_ends = datetime(2030, 2, 1, 22, 30, tzinfo=UTC)  # 23:30 in Brussels
    moved = events.shift_local(sale_ends, fact.time_zone, fact.local_shift_seconds)
    assert moved == datetime(2030, 7, 5, 21, 30, tzinfo=UTC)


def test_a_repeated_request_with_one_key_makes_one_copy(caller, fest):
    key = {"Idempotency-Key": "one-copy"}
    first = caller("POST", f"/{fest['id']}/copies", json={}, headers=key)
    again = caller("POST", f"/{fest['id']}/copies", json={}, headers=key)
    assert first.json == again.json
    assert len(caller("GET").json["items"]) == 2


@pytest.mark.parametrize(
    ("wanted", "pointer"),
    [
        ({"starts_at": "2030-03-31T02:30"}, "/starts_at"),
        ({"parts": ["everything"]}, "/parts/0"),
        ({"title": " "}, "/title"),
        ({"slug": "No Good"}, "/slug"),
    ],
)
def test_a_copy_that_cannot_be_is_refused_by_field(caller, fest, wanted, pointer):
    answer = caller("POST", f"/{fest['id']}/copies", json=wanted)
    assert (answer.status_code, pointers(answer)) == (422, [pointer])


def test_an_event_without_dates_is_copied_but_not_moved(caller):
    bare = caller.create(starts_at=None, ends_at=None)
    assert copy(caller, bare)["starts_at"] is None
    refused = caller("POST", f"/{bare['id']}/copies", json={"starts_at": "2030-07-06T09:00"})
    assert pointers(refused) == ["/starts_at"]


def test_a_template_is_listed_apart_and_never_published(caller, fest):
    template = copy(caller, fest, as_template=True, title="Summit template")
    assert template["is_template"] is True
    listed = [each["id"] for each in caller("GET").json["items"]]
    assert listed == [fest["id"]]
    apart = caller("GET", query_string={"templates": "true"}).json["items"]
    assert [each["id"] for each in apart] == [template["id"]]
    for step in ("publish", "submit"):
        refused = caller("POST", f"/{template['id']}/{step}")
        assert (refused.status_code, refused.json["code"]) == (409, "events.template-stays")
    made = copy(caller, template, title="Summit 2032", starts_at="2032-02-07T09:00")
    assert made["is_template"] is False
    assert len(programme_of(caller, made)["sessions"]) == 1
    assert caller("POST", f"/{made['id']}/publish").status_code == 200


def test_a_template_can_be_begun_from_nothing(caller):
    assert caller.create(is_template=True)["is_template"] is True
    assert caller("GET").json["items"] == []


def test_copying_takes_a_fixed_number_of_statements(running, statements):
    ctx = member_context()

    def cost_of(sessions):
        event = make_event(ctx)
        for number in range(sessions):
            programme.create_session(
                ctx,
                event.id,
                programme.NewSession(
                    title=f"Talk {number}",
                    starts_at=datetime(2030, 2, 2, 10, tzinfo=UTC),
                    ends_at=datetime(2030, 2, 2, 11, tzinfo=UTC),
                ),
            )
        del statements[:]
        events.copy_event(ctx, event.id, events.NewCopy())
        return len(statements)

    assert cost_of(1) == cost_of(12)


def test_whoever_is_limited_to_some_events_copies_none(caller, fest):
    mine = (UUID(fest["id"]),)
    helper = add_member(caller.organization, "staff", event_ids=mine)
    with pytest.raises(Forbidden):
        events.copy_event(context_of(caller.organization, helper), mine[0], events.NewCopy())


def test_another_organization_s_event_is_not_there_to_copy(caller, fest, client):
    stranger = Caller(client)
    assert stranger("POST", f"/{fest['id']}/copies", json={}).status_code == 404
    with transaction(stranger.ctx) as tx:
        assert events.find_event(tx, fest["id"]) is None


def test_a_copy_sells_the_same_from_a_stock_of_its_own(caller, fest, client, queued):
    shop = MadeShop(caller.organization, UUID(fest["id"]))
    ends = datetime(2030, 2, 1, 22, 30, tzinfo=UTC)  # 23:30 in Brussels
    type_id = shop.add_type(capacity=30, name="Seat", sales_end_at=ends)
    caller("POST", f"/{fest['id']}/publish")
    assert client.post(shop.orders_path, json=shop.basket(type_id)).status_code == 201
    made = copy(caller, fest, starts_at="2030-07-06T09:00")
    bare = copy(caller, fest, parts=["programme"])
    drain()
    drain()
    [offer] = offers_of(caller, made)
    assert (offer.name, offer.ticket_type_id == type_id) == ("Seat", False)
    assert offer.sales_end_at == datetime(2030, 7, 5, 21, 30, tzinfo=UTC)
    assert left(caller, offer.pool_id) == 30
    assert left(caller, shop.pools[type_id]) == 29
    assert offers_of(caller, bare) == []


def offers_of(caller, event):
    with transaction(caller.ctx) as tx:
        return catalog.list_offers(tx, UUID(event["id"]))


def left(caller, pool_id):
    with transaction(caller.ctx) as tx:
        return inventory.remaining(tx, [pool_id])[pool_id]


def test_sponsors_come_along_with_their_levels(caller, fest):
    ids = {name: str(new_id()) for name in ("level", "sponsor")}
    values = {"organization": caller.organization.id, "event": fest["id"], **ids}
    with transaction(caller.ctx) as tx:
        tx.query(
            "INSERT INTO sponsor_levels (organization_id, id, event_id, name, position)"
            " VALUES (%(organization)s, %(level)s, %(event)s, 'Gold', 0)",
            values,
        )
        tx.query(
            "INSERT INTO sponsors (organization_id, id, event_id, level_id, name, description,"
            " contact_name, is_public, position, version) VALUES (%(organization)s, %(sponsor)s,"
            " %(event)s, %(level)s, 'Acme', '', 'Kim', true, 0, 3)",
            values,
        )
    made, bare = copy(caller, fest), copy(caller, fest, parts=["programme"])
    with transaction(caller.ctx) as tx:
        found = tx.query(
            "SELECT s.event_id, s.name, l.name, s.contact_name FROM sponsors s"
            " JOIN sponsor_levels l USING (organization_id, event_id)"
            " WHERE s.level_id = l.id AND s.event_id = ANY(%(events)s::uuid[])",
            {"events": [made["id"], bare["id"]]},
        )
    assert [tuple(map(str, row)) for row in found] == [(made["id"], "Acme", "Gold", "Kim")]


def test_files_come_along_for_the_same_people(caller, fest):
    event_id = UUID(fest["id"])
    slides = files.store(caller.ctx, files.Upload(name="slides.pdf", data=PDF)).id
    new = files.NewEventFile(file_id=slides, audience=files.Audience.HOLDERS, title="Slides")
    files.attach(caller.ctx, event_id, new)
    made, bare = copy(caller, fest), copy(caller, fest, parts=["tickets"])
    assert files_of(caller, made) == [(slides, "Slides", "holders")]
    assert files_of(caller, bare) == []


def files_of(caller, event):
    with transaction(caller.ctx) as tx:
        found = files.list_event_files(tx, UUID(event["id"]), claim=files.Audience.STAFF)
    return [(each.file.id, each.title, each.audience.value) for each in found]
