"""Visitors find who speaks and which tickets there are; of what is not for everybody nothing."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.factories.people import make_organization
from tests.factories.sales import MadeShop, make_event, make_shop
from tests.factories.work import drain

from turnout.kernel.db.pagination import PageRequest, page_request
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import EventSearch
from turnout.modules.public_search.queries import bounds, completion, conditions
from turnout.modules.public_search.service import SEARCHING

pytestmark = pytest.mark.usefixtures("running", "queued")
ANY_NUMBER = 1_000_000


class Fair:
    """Events of one organization, and a surname that nobody else has."""

    def __init__(self) -> None:
        self.organization = make_organization()
        word = new_id().hex[-10:].translate(str.maketrans("0123456789", "ghijklmnop"))
        self.surname = f"Zq{word}nk"  # two letters that differ: they are swapped by mistake

    def event(self, title: str, *names: str, **values: Any) -> MadeShop:
        return self.with_speakers(make_shop(self.organization, title=title, **values), names)

    def draft(self, title: str, *names: str) -> MadeShop:
        return self.with_speakers(make_event(self.organization, title=title), names)

    def with_speakers(self, shop: MadeShop, names: Iterable[str]) -> MadeShop:
        for name in names:
            new = programme.NewSpeaker(name=name)
            programme.create_speaker(shop.organizer, shop.event_id, new)
        return shop

    def search(self, **wanted: Any) -> EventSearch:
        return EventSearch(organization_id=self.organization.id, **wanted)

    def titles(self, **wanted: Any) -> list[str]:
        found = public_search.search(self.search(**wanted), PageRequest())
        return sorted(each.title for each in found.events.items)

    def completed(self, typed: str) -> dict[str, int]:
        return {each.value: each.count for each in public_search.complete_speakers(typed)}


@pytest.fixture
def fair() -> Fair:
    return Fair()


def test_speakers_are_found_by_words_of_one_name_where_everybody_may_see_them(fair: Fair) -> None:
    name, other = f"Donald Ervin {fair.surname}", f"Åda {fair.surname}"
    fair.event("Art", name, "Grace O'Hara-Lee")
    shown = fair.event("Both", name, other)
    fair.draft("Draft", f"Drafted {fair.surname}")
    fair.event("By link", f"Unlisted {fair.surname}", visibility="unlisted")
    fair.event("For members", f"Private {fair.surname}", visibility="private")
    drain()
    for typed in (
        fair.surname,
        fair.surname.upper()[:-2],
        f"{fair.surname} don",
        f"ervin {fair.surname}",
    ):
        assert fair.titles(speaker=typed) == ["Art", "Both"], typed
    assert fair.titles(speaker=f"ada {fair.surname}") == ["Both"]
    assert fair.titles(speaker="hara grace") == ["Art"]
    assert fair.titles(speaker="grace ervin") == [], "they are two people"
    for typed in (f"don {fair.surname}", "!?", "%", "\x00", f"{fair.surname}_", "x" * 3_000):
        assert fair.titles(speaker=typed) == [], "no word but the last is begun, nothing is a sign"
    assert fair.completed(fair.surname) == {name: 2, other: 1}
    assert fair.completed(f"ad {fair.surname}") == {}
    assert fair.completed(f"{fair.surname} ad") == {other: 1}
    assert fair.completed("!?") == {}
    mistyped = fair.surname[:-2] + fair.surname[:-3:-1] + "x"
    found = public_search.search(fair.search(speaker=mistyped), PageRequest())
    assert set(found.speakers_like) == {name, other}
    assert public_search.search(fair.search(speaker=fair.surname, text="nothing"),
                                PageRequest()).speakers_like == []  # fmt: skip
    for hidden in ("Drafted", "Unlisted", "Private"):
        assert fair.titles(speaker=hidden) == []
        assert not [each for each in fair.completed(hidden[:4]) if fair.surname in each]
    events.act_on_event(shown.organizer, shown.event_id, events.Action.UNPUBLISH)
    drain()
    assert fair.titles(speaker=f"ada {fair.surname}") == []
    assert fair.completed(fair.surname) == {name: 1}


def test_who_is_completed_is_counted_in_all_events_however_few_are_looked_at(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that many names have is looked for in some events; the figure is of all of them."""
    for title in ("One", "Two", "Three"):
        fair.event(title, f"Donald {fair.surname}")
    drain()
    monkeypatch.setattr(completion, "LOOKED_AT", 1)
    assert fair.completed(fair.surname) == {f"Donald {fair.surname}": 3}


def test_one_word_is_looked_for_among_the_soonest_events_first(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {f"{each} {fair.surname}": 1 for each in ("Ada", "Donald", "Grace")}
    fair.event("Art", *names)
    drain()
    for looked_at in (0, ANY_NUMBER):
        monkeypatch.setattr(completion, "SOONEST", looked_at)
        assert fair.completed(fair.surname) == names, looked_at
    monkeypatch.setattr(completion, "HAVING_A_NAME", "is asked for where these are few")
    with transaction(SEARCHING) as tx:
        found = completion.list_speakers(tx, [fair.surname.lower()], limit=len(names))
    assert {each.value: each.count for each in found} == names


def test_a_name_with_one_mistake_is_known_among_any_number_that_begin_alike(
    fair: Fair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a million events a hundred thousand have a name that begins like this one."""
    name = f"Donald {fair.surname}"
    fair.event("Art", name)
    drain()
    monkeypatch.setattr(completion, "LOOKED_AT", 1)
    plain = fair.surname.lower()
    swapped, mistaken = plain[1] + plain[0] + plain[2:], f"{plain[:5]}y{plain[6:]}"
    for mistyped in (swapped, mistaken, "x" + plain, plain[1:]):
        for typed in (mistyped, f"donald {mistyped}", f"{mistyped} don"):
            found = public_search.search(fair.search(speaker=typed), PageRequest())
            assert found.speakers_like == [name], typed
    found = public_search.search(fair.search(speaker=f"grace x{plain}"), PageRequest())
    assert found.speakers_like == [], "nobody of this first name"


def test_tickets_are_found_by_kind_and_name_but_none_that_is_hidden_or_an_add_on(
    fair: Fair,
) -> None:
    one = fair.event("One")
    entry = one.add_type(name="Early entry")
    one.add_type(name="Ermäßigt für Studierende", price_minor=900)
    one.add_type(name="Secret gift", kind="donation", is_hidden=True, needs_code=True)
    one.add_type(name="Friends table", price_minor=900, places=8, is_hidden=True)
    one.add_type(name="Parking", kind="donation", sold_as="add_on", places=0,
                 add_on_to=(entry,))  # fmt: skip
    two = fair.event("Two")
    two.add_type(name="What you like", kind="donation", price_minor=500)
    two.add_type(name="Family", price_minor=2000, places=4)
    two.add_type(name="Student online", price_minor=100)
    fair.draft("Draft").add_type(name="Student drafted")
    drain()
    kinds = {"free": ["One"], "paid": ["One", "Two"], "donation": ["Two"], "group": ["Two"],
             "pass": []}  # fmt: skip
    for kind, titles in kinds.items():
        assert fair.titles(ticket_kinds=(kind,)) == titles, kind
    assert fair.titles(ticket_kinds=("free", "group")) == ["One", "Two"]
    assert fair.titles(ticket_name="stud") == ["One", "Two"]
    assert fair.titles(ticket_name="online student") == ["Two"]
    assert fair.titles(ticket_name="ermassigt") == ["One"], "as MÜNCHEN is found by its letters"
    assert fair.titles(ticket_name="family online") == [], "they are two ticket types"
    for hidden in ("secret", "gift", "friends", "parking", "drafted", "%", "!"):
        assert fair.titles(ticket_name=hidden) == [], hidden
    labels = public_search.facet_labels_of(fair.search(ticket_kinds=("free",)))
    assert labels.total == 1
    assert {each.value: each.count for each in labels.ticket_kinds} == {
        "paid": 2, "free": 1, "donation": 1, "group": 1,
    }  # fmt: skip
    names = {"Early entry", "Ermäßigt für Studierende", "What you like", "Family", "Student online"}
    assert {each.value for each in labels.ticket_names} == names
    catalog.update_ticket_type(
        one.organizer, one.event_id, ticket_type_id=entry, changes={"is_hidden": True}
    )
    drain()
    assert fair.titles(ticket_kinds=("free",)) == []
    assert fair.titles(ticket_name="early") == []


def test_a_speaker_is_found_by_an_index_and_costs_no_statement_more(
    fair: Fair, statements: list[str]
) -> None:
    fair.event("Art", f"Donald {fair.surname}").add_type(name="Student")
    drain()
    statements.clear()
    assert fair.titles(speaker=fair.surname, ticket_kinds=("free",), ticket_name="stu") == ["Art"]
    assert len(statements) == 2
    statements.clear()
    assert len(fair.completed(fair.surname)) == 1
    assert len(statements) == 2, "the soonest first"
    with transaction(SEARCHING) as tx:
        where, values = conditions.conditions(tx, EventSearch(speaker=fair.surname))
        tx.query("SELECT set_config('enable_seqscan', 'off', true)", {})
        tx.query("SELECT set_config('enable_indexscan', 'off', true)", {})
        own = where.partition("%(now)s AND ")[2]
        listed = f"SELECT FROM discovery_events e WHERE e.is_listed AND {own}"
        told = tx.query(f"EXPLAIN {listed}", values)
        assert "ix_discovery_events_names" in "\n".join(row[0] for row in told)


def test_page_and_api_take_the_same_and_refuse_by_field(client: Any, fair: Fair) -> None:
    shop = fair.event("Art of it", f"Donald {fair.surname}")
    shop.add_type(name=f"Student {fair.surname}")
    fair.event("Elsewhere", f"Ada {fair.surname}").add_type(name="Entry", price_minor=100)
    drain()
    asked: dict[str, Any] = {"speaker": f"donald {fair.surname}", "ticket_kind": "free",
                             "ticket_name": fair.surname}  # fmt: skip
    answer = client.get("/api/v1/events", query_string=asked).json
    assert [each["title"] for each in answer["items"]] == ["Art of it"]
    facets = client.get("/api/v1/events/facets", query_string=asked).json
    assert {"value": "free", "count": 1} in facets["ticket_kinds"]
    assert facets["ticket_names"] == [{"value": f"Student {fair.surname}", "count": 1}]
    completed = client.get("/api/v1/events/speakers", query_string={"q": fair.surname[:8]}).json
    names = [each["value"] for each in completed["items"]]
    assert names == [f"Ada {fair.surname}", f"Donald {fair.surname}"]
    like = fair.surname[:-2] + fair.surname[:-3:-1]
    mistyped = client.get("/api/v1/events", query_string={"speaker": like}).json
    assert (mistyped["items"], mistyped["speakers_like"]) == ([], names)
    for field, value in (("speaker", "x" * 101), ("ticket_name", "x" * 101),
                         ("ticket_kind", "hidden")):  # fmt: skip
        refused = client.get("/api/v1/events", query_string={field: value})
        assert refused.status_code == 422
        assert refused.json["errors"][0]["pointer"].startswith(f"?{field}")
    page = client.get("/events", query_string=asked).text
    assert ("Art of it" in page, "Elsewhere" in page) == (True, False)
    assert f"Speaker: donald {fair.surname}" in page
    assert f"Ticket: {fair.surname}" in page
    assert 'name="ticket_kind" value="free" checked' in page
    assert f'<option value="Student {fair.surname}">' in page
    like_page = client.get("/events", query_string={"speaker": like}).text
    assert f'<a href="/events?speaker=Ada+{fair.surname}" rel="nofollow">' in like_page
    typed = client.get("/events/speakers.json", query_string={"q": fair.surname}).json
    assert typed["items"][0] == {"label": f"Ada {fair.surname}", "kind": "1 event"}
    cities = client.get("/events/places.json", query_string={"q": "munic", "lang": "de"})
    assert cities.json["items"][0] == {"label": "München", "kind": "Deutschland", "id": "2867714"}
    for text in ("", "m", "%", "\x00\x00", "🎉🎉"):
        for path in ("speakers", "places"):
            empty = client.get(f"/events/{path}.json", query_string={"q": text})
            assert (empty.status_code, empty.json["items"]) == (200, []), text


@pytest.mark.parametrize(
    ("first", "worth", "most"), [(500, 5, 8_000), (3, 1, 1_000), (1, 2, 2), (3, 0, 0)]
)
def test_a_speakers_events_are_the_same_however_they_are_found(
    fair: Fair, monkeypatch: pytest.MonkeyPatch, first: int, worth: int, most: int
) -> None:
    """Out of the next events in order, of some more, or by the index of names."""
    for number in range(8):
        starts_at = datetime(2031, 6, 1 + number, 9, tzinfo=UTC)
        name = f"Ada {fair.surname}" if number % 2 else "Ada Byron"
        fair.event(
            f"Aster {number}", name, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
        )
    drain()
    monkeypatch.setattr(bounds, "FIRST_READ", first)
    monkeypatch.setattr(bounds, "WORTH_READING", worth)
    monkeypatch.setattr(bounds, "MOST_READ", most)
    for asked in ({"order": "date"}, {"order": "price"}, {"order": "relevance"}, {"text": "aster"}):
        wanted = EventSearch(speaker=f"{fair.surname} ad", **asked)
        listed, cursor = list[str](), None
        for _ in range(2):
            found = public_search.search(wanted, page_request(cursor, 3))
            assert [each.count for each in found.kinds] == [4]
            listed += [each.title.removeprefix("Aster ") for each in found.events.items]
            cursor = found.events.next_cursor
        assert (listed, cursor) == (["1", "3", "5", "7"], None), asked
