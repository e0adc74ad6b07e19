"""The team finds sessions and speakers of all its events, a limited member those of theirs."""

from datetime import timedelta
from typing import Any

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import MadeShop, make_event, make_shop

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme

pytestmark = pytest.mark.usefixtures("running")


class Season:
    """A published event and a draft of one organization, asked as somebody."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.organization = make_organization()
        self.shown = make_shop(self.organization, title="Spring")
        self.draft = make_event(self.organization, title="Autumn")

    def session(self, shop: MadeShop, title: str, *, hours: int = 1, **values: Any) -> None:
        starts = clock.now().replace(microsecond=0) + timedelta(days=30, hours=hours)
        new = programme.NewSession(
            title=title, starts_at=starts, ends_at=starts + timedelta(hours=1), **values
        )
        programme.create_session(shop.organizer, shop.event_id, new)

    def speaker(self, shop: MadeShop, name: str) -> None:
        programme.create_speaker(shop.organizer, shop.event_id, programme.NewSpeaker(name=name))

    def ask(self, what: str, user: Any = None, **query: Any) -> Any:
        path = f"/api/v1/organizations/{self.organization.id}/{what}"
        headers = bearer(user or self.organization.owner)
        return self.client.get(path, query_string=query, headers=headers)

    def found(self, what: str, typed: str, user: Any = None, **query: Any) -> list[tuple[str, str]]:
        items = self.ask(what, user, q=typed, **query).json["items"]
        return [(each.get("title") or each["name"], each["event_title"]) for each in items]


@pytest.fixture
def season(client: Any) -> Season:
    return Season(client)


def test_sessions_are_found_by_parts_of_their_titles_over_all_events(season: Season) -> None:
    season.session(season.shown, "Knots for sailors")
    season.session(season.draft, "Sailors' knots", hours=3)
    season.session(season.draft, "Knots, cancelled", state=programme.SessionState.CANCELLED)
    season.session(season.draft, "100% rope_work")
    begun = [("Knots for sailors", "Spring"), ("Knots, cancelled", "Autumn")]
    found = season.found("sessions", "KNOTS")
    assert sorted(found[:2]) == begun
    assert found[2:] == [("Sailors' knots", "Autumn")]
    assert season.found("sessions", "sail kno") == [
        ("Sailors' knots", "Autumn"), ("Knots for sailors", "Spring"),
    ]  # fmt: skip
    assert season.found("sessions", "0% rope_") == [("100% rope_work", "Autumn")]
    assert len(season.found("sessions", "knots", limit=1)) == 1
    for nothing in ("%%", "__", "  ", "x" * 100, "knots anchors"):
        assert season.found("sessions", nothing) == [], nothing


def test_speakers_are_found_once_for_each_of_their_events(season: Season) -> None:
    name = f"Ada Lovelace {new_id().hex[:6]}"
    season.speaker(season.shown, name)
    season.speaker(season.draft, name)
    season.speaker(season.draft, "Charles Babbage")
    assert sorted(season.found("speakers", "lovelace ada")) == [(name, "Autumn"), (name, "Spring")]
    assert season.found("speakers", "babb") == [("Charles Babbage", "Autumn")]


def test_names_and_titles_are_found_by_the_letters_of_another_keyboard(season: Season) -> None:
    season.speaker(season.shown, "Søren Łukasiewicz")
    season.session(season.shown, "Über Straßen")
    season.session(season.shown, "Nothing else")
    for text in ("lukas soren", "SØREN", "Łuk"):
        assert season.found("speakers", text) == [("Søren Łukasiewicz", "Spring")], text
    for text in ("uber", "strassen über", "STRAẞE"):
        assert [title for title, *_ in season.found("sessions", text)] == ["Über Straßen"], text
    assert season.found("speakers", "\u0301\u0301") == []


@pytest.mark.parametrize("what", ["sessions", "speakers"])
def test_a_limited_member_finds_those_of_their_events_and_nobody_those_in_the_bin(
    season: Season, what: str
) -> None:
    for shop in (season.shown, season.draft):
        season.session(shop, "Knots")
        season.speaker(shop, "Knots")
    staff = add_member(season.organization, "staff", event_ids=(season.shown.event_id,))
    assert season.found(what, "knots", staff) == [("Knots", "Spring")]
    partner = add_member(season.organization, "partner")
    assert season.ask(what, partner, q="knots").status_code == 403
    assert season.ask(what, make_organization().owner, q="knots").status_code == 404
    make_event(season.organization, title="Pattern", is_template=True)
    events.act_on_event(season.draft.organizer, season.draft.event_id, events.Action.DELETE)
    assert season.found(what, "knots") == [("Knots", "Spring")]


@pytest.mark.parametrize(
    ("query", "field"),
    [({}, "q"), ({"q": "k"}, "q"), ({"q": "x" * 101}, "q"), ({"q": "kn", "limit": 51}, "limit")],
)
def test_bad_input_is_refused_by_field(season: Season, query: dict[str, Any], field: str) -> None:
    refused = season.ask("sessions", **query)
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"].startswith(f"?{field}")


def test_each_search_is_one_statement(season: Season, statements: list[str]) -> None:
    statements.clear()
    season.found("sessions", "knots")
    season.found("speakers", "knots")
    assert len([each for each in statements if "ILIKE ALL" in each]) == 2
