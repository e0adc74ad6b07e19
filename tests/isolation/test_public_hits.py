"""The public search tells nothing of what is not for everybody, in no answer and by no pause.

Each hidden thing has a word that nothing else has. Whatever takes words is asked by it and by a word
that nothing has at all: the answers are the same, and so are the statements that were sent for them.
The search server, where there is one, never hears the word.
"""

import random
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from tests.factories.people import MadeOrganization, make_organization
from tests.factories.sales import MadeShop, make_event, make_shop
from tests.factories.search import MadeSearch, played_search
from tests.factories.work import drain

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.pagination import PageRequest
from turnout.modules.catalog import api as catalog
from turnout.modules.discounts import api as discounts
from turnout.modules.events import api as events
from turnout.modules.events.service import access
from turnout.modules.events.types import NewAccessCode
from turnout.modules.organizations import api as organizations
from turnout.modules.programme import api as programme
from turnout.modules.programme.service import speakers
from turnout.modules.public_search import api as public_search
from turnout.modules.public_search.api import EventSearch
from turnout.modules.sales_channels import api as sales_channels

LETTERS: Final = 14
"""Of a made word: no two of them are alike enough to be put right into each other."""
API: Final = "/api/v1/events"
ASKED: Final[dict[str, tuple[str, str]]] = {
    "text": (API, "q"),
    "text by relevance": (f"{API}?order=relevance", "q"),
    "speaker": (API, "speaker"),
    "ticket name": (API, "ticket_name"),
    "category": (API, "category"),
    "tag": (API, "tag"),
    "place": (API, "place"),
    "facets of a text": (f"{API}/facets", "q"),
    "facets of a speaker": (f"{API}/facets", "speaker"),
    "facets of a ticket": (f"{API}/facets", "ticket_name"),
    "map": (f"{API}/map-points", "q"),
    "suggestions": (f"{API}/suggestions", "q"),
    "speakers": (f"{API}/speakers", "q"),
    "speakers of the page": ("/events/speakers.json", "q"),
    "suggestions of the page": ("/events/suggestions.json", "q"),
    "page": ("/events", "q"),
    "page by speaker": ("/events", "speaker"),
    "map of the page": ("/events?view=map", "q"),
    "feed": ("/events/feed.xml", "q"),
    "calendar": ("/events/calendar.ics", "q"),
}
"""What takes words: an address and its parameter."""
COMPLETED: Final = ("text", "speaker", "suggestions", "speakers", "page", "page by speaker")
"""What completes words, or names those that may have been meant."""
CHANGES: Final = re.compile(
    r'nonce="[^"]*"|nonce-[\w+/=-]+|name="csrf_token" value="[^"]*"|DTSTAMP:\w+'
    r"|<lastBuildDate>[^<]*</lastBuildDate>|\?v=\w+"
)


def made_word(number: int) -> str:
    """A word without vowels, so that it is near to nothing, and the same each time."""
    chance = random.Random(f"hidden {number}")  # noqa: S311 - no secret
    return "zq" + "".join(chance.choices("bcdfghjkmnpqrtvwxz", k=LETTERS))


def _texts(word: str) -> dict[str, Any]:
    """Whatever of an event is searched."""
    return {
        "title": f"Evening {word}",
        "summary": f"About {word}.",
        "description": f"<p>All of {word}.</p>",
        "category": word,
        "tags": (word,),
        "location": events.Location(name=f"Hall {word}", city="Antwerp", country="BE"),
    }


def _filled(shop: MadeShop, word: str) -> MadeShop:
    programme.create_speaker(shop.organizer, shop.event_id, programme.NewSpeaker(name=word))
    starts = clock.now().replace(microsecond=0) + timedelta(days=30, hours=1)
    session = programme.NewSession(
        title=f"Talk {word}", starts_at=starts, ends_at=starts + timedelta(hours=1)
    )
    programme.create_session(shop.organizer, shop.event_id, session)
    shop.add_type(name=f"Entry {word}")
    return shop


def _of_state(*actions: events.Action) -> Callable[[MadeOrganization, str], None]:
    def plant(organization: MadeOrganization, word: str) -> None:
        shop = _filled(make_shop(organization, **_texts(word)), word)
        for action in actions:
            events.act_on_event(shop.organizer, shop.event_id, action)

    return plant


def _seen_as(visibility: events.Visibility) -> Callable[[MadeOrganization, str], None]:
    def plant(organization: MadeOrganization, word: str) -> None:
        _filled(make_shop(organization, visibility=visibility, **_texts(word)), word)

    return plant


def _draft(organization: MadeOrganization, word: str) -> None:
    _filled(make_event(organization, **_texts(word)), word)


def _template(organization: MadeOrganization, word: str) -> None:
    make_event(organization, is_template=True, **_texts(word))


def _suspended(_: MadeOrganization, word: str) -> None:
    other = make_organization(name=f"Society {word}")
    _filled(make_shop(other, **_texts(word)), word)
    drain()
    organizations.set_state(SystemContext(job="test"), other.id, state="suspended")


def _over(organization: MadeOrganization, word: str) -> None:
    shop = _filled(make_event(organization, **_texts(word)), word)
    ended = clock.now().replace(microsecond=0) - timedelta(days=3)
    when = {"starts_at": ended - timedelta(hours=3), "ends_at": ended}
    events.change_event(shop.organizer, shop.event_id, when, version=None)
    events.publish_event(shop.organizer, shop.event_id)


def _hidden_type(organization: MadeOrganization, word: str) -> None:
    make_shop(organization).add_type(name=f"Friends {word}", is_hidden=True)


def _code_only_type(organization: MadeOrganization, word: str) -> None:
    make_shop(organization).add_type(name=f"Press {word}", is_hidden=True, needs_code=True)


def _type_of_the_desk(organization: MadeOrganization, word: str) -> None:
    shop = make_shop(organization)
    made = shop.add_type(name=f"Desk {word}")
    closed = sales_channels.NewChannelSetting(ticket_type_id=made, channel="web", is_sold=False)
    sales_channels.create_setting(shop.organizer, shop.event_id, closed)


def _add_on(organization: MadeOrganization, word: str) -> None:
    shop = make_shop(organization)
    host = shop.add_type(name="Entry")
    shop.add_type(name=f"Parking {word}", sold_as="add_on", places=0, add_on_to=(host,))


def _type_now_hidden(organization: MadeOrganization, word: str) -> None:
    shop = make_shop(organization)
    made = shop.add_type(name=f"Early {word}")
    drain()
    changes = {"is_hidden": True}
    catalog.update_ticket_type(shop.organizer, shop.event_id, ticket_type_id=made, changes=changes)


def _speaker_taken_out(organization: MadeOrganization, word: str) -> None:
    shop = make_shop(organization)
    new = programme.NewSpeaker(name=f"Ada {word}", biography=f"<p>{word}</p>")
    made = programme.create_speaker(shop.organizer, shop.event_id, new)
    drain()
    speakers.delete_speaker(shop.organizer, shop.event_id, made.id)


def _cancelled_session(organization: MadeOrganization, word: str) -> None:
    shop = _filled(make_shop(organization), "Keynote")
    starts = clock.now().replace(microsecond=0) + timedelta(days=30, hours=1)
    new = programme.NewSession(
        title=f"Talk {word}",
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        state=programme.SessionState.CANCELLED,
    )
    programme.create_session(shop.organizer, shop.event_id, new)


def _what_only_the_team_knows(organization: MadeOrganization, word: str) -> None:
    """A speaker's address, a discount, an access code's label, the link of an online event."""
    shop = make_shop(
        organization, kind=events.EventKind.HYBRID, online_url=f"https://meet.example/{word}"
    )
    new = programme.NewSpeaker(name="Ada Knots", email=f"{word}@people.example")
    programme.create_speaker(shop.organizer, shop.event_id, new)
    code = discounts.NewDiscount(name=f"Team {word}", code=word.upper(), percent_bp=1000)
    discounts.create_discount(shop.organizer, code)
    guests = NewAccessCode(label=f"Guests {word}")
    access.create_access_code(shop.organizer, shop.event_id, guests)


HIDDEN: Final[dict[str, Callable[[MadeOrganization, str], None]]] = {
    "draft": _draft,
    "template": _template,
    "unlisted event": _seen_as(events.Visibility.UNLISTED),
    "private event": _seen_as(events.Visibility.PRIVATE),
    "unpublished event": _of_state(events.Action.UNPUBLISH),
    "deleted event": _of_state(events.Action.UNPUBLISH, events.Action.DELETE),
    "cancelled event": _of_state(events.Action.CANCEL),
    "event that is over": _over,
    "suspended organization": _suspended,
    "hidden ticket type": _hidden_type,
    "ticket type that a code opens": _code_only_type,
    "ticket type of the desk": _type_of_the_desk,
    "ticket type that was hidden": _type_now_hidden,
    "add-on": _add_on,
    "speaker who was taken out": _speaker_taken_out,
    "cancelled session": _cancelled_session,
    "what only the team knows": _what_only_the_team_knows,
}
WAS_PUBLIC: Final = {
    "unpublished event", "deleted event", "cancelled event", "event that is over",
    "suspended organization", "ticket type that was hidden", "speaker who was taken out",
}  # fmt: skip
"""Its words may be known as words, from when everybody could read them."""


@pytest.fixture(scope="module")
def planted(app: Any, running: Any) -> dict[str, str]:
    """The word of each hidden thing."""
    organization = make_organization()
    words = {name: made_word(number) for number, name in enumerate(HIDDEN)}
    for name, plant in HIDDEN.items():
        plant(organization, words[name])
    drain()
    return words


@pytest.fixture(scope="module", params=["database", "search server"])
def engine(request: Any, planted: dict[str, str], running: Any) -> Iterator[MadeSearch | None]:
    """Who answers: PostgreSQL alone, or a search server that was filled."""
    if request.param == "database":
        yield None
        return
    with played_search() as server:
        server.serve()
        yield server


def answered(client: Any, asked: tuple[str, str], word: str) -> tuple[int, str]:
    """What a visitor gets, without the word itself and what is new in each answer."""
    path, parameter = asked
    answer = client.get(f"{path}{'&' if '?' in path else '?'}{parameter}={word}")
    text = answer.get_data(as_text=True)
    return answer.status_code, CHANGES.sub("", text).replace(word, "WORD")


@pytest.mark.parametrize("what", HIDDEN)
def test_answers_are_those_of_a_word_that_nothing_has(
    client: Any, planted: dict[str, str], engine: MadeSearch | None, what: str
) -> None:
    told = {}
    for name, asked in ASKED.items():
        mine = answered(client, asked, planted[what])
        assert mine[0] == 200, (name, mine)
        if mine != answered(client, asked, made_word(-1)):
            told[name] = mine[1][:2000]
    assert not told


@pytest.mark.parametrize("what", HIDDEN)
def test_no_beginning_and_no_typing_error_tells_of_it(
    client: Any, planted: dict[str, str], engine: MadeSearch | None, what: str
) -> None:
    word = planted[what]
    other = word[:5] + ("b" if word[5] != "b" else "c") + word[6:]
    for typed in (word[:4], other):
        for name in COMPLETED:
            _, text = answered(client, ASKED[name], typed)
            assert word not in text.replace("WORD", typed), (name, typed)


def test_the_search_server_never_hears_of_it(
    planted: dict[str, str], engine: MadeSearch | None
) -> None:
    if engine is None:
        return
    sent = (each.body for each in engine.requests if each.path.endswith("/_bulk"))
    texts = b"\n".join(sent).decode(errors="replace")
    assert "Autumn Assembly" in texts
    told = {name for name, word in planted.items() if word in texts}
    # The index has what is over, which nobody finds there any more.
    assert told <= {"event that is over"}


@pytest.mark.parametrize("what", sorted(HIDDEN.keys() - WAS_PUBLIC))
def test_as_much_is_asked_of_the_database_as_for_a_word_that_nothing_has(
    client: Any,
    planted: dict[str, str],
    engine: MadeSearch | None,
    statements: list[str],
    what: str,
) -> None:
    def sent(asked: tuple[str, str], word: str) -> list[str]:
        statements.clear()
        answered(client, asked, word)
        return list(statements)

    for name, asked in ASKED.items():
        assert sent(asked, planted[what]) == sent(asked, made_word(-1)), name


def test_a_saved_search_is_told_nothing_of_it(
    planted: dict[str, str], engine: MadeSearch | None
) -> None:
    """What is new is asked for as a list is."""
    for name, word in planted.items():
        for wanted in (EventSearch(text=word), EventSearch(speaker=word)):
            found = public_search.search(wanted, PageRequest())
            assert found.events.items == [], name
            assert (found.did_you_mean, found.corrected) == ("", ""), name
            assert found.speakers_like == [], name


def test_every_hit_of_a_visitor_opens(
    client: Any, planted: dict[str, str], engine: MadeSearch | None
) -> None:
    """The list, its feed, its calendar, the map, suggestions and the sitemap lead to pages."""
    shop = _filled(make_shop(title="Tallship parade"), "Tallship")
    drain()
    if engine is not None:
        engine.send()
    paths = set()
    for path in (
        f"{API}?q=tallship",
        f"{API}/map-points?q=tallship",
        f"{API}/suggestions?q=tallsh",
    ):
        for hit in client.get(path).json["items"]:
            paths |= {each for each in (hit.get("path"), hit.get("url")) if each}
    listed = client.get("/events?q=tallship").get_data(as_text=True)
    paths |= set(re.findall(rf'href="(/{shop.organization.slug}[^"#?]*)"', listed))
    feed = client.get("/events/feed.xml?q=tallship").get_data(as_text=True)
    paths |= {
        each.partition("turnout.test")[2] for each in re.findall(r"<link>([^<]+)</link>", feed)
    }
    assert [each for each in paths if shop.organization.slug in each]
    for path in paths:
        assert client.get(path).status_code in (200, 304), path
    site = client.get("/sitemap.xml").get_data(as_text=True)
    assert not [name for name, word in planted.items() if word in site and name not in OPEN_PAGES]


OPEN_PAGES: Final = {"event that is over", "cancelled event"}
"""Whose own pages stay open to whoever has the address, and to crawlers."""
