"""Sessions and speakers under new names: their former addresses lead to the present ones."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from tests.factories.work import drain
from tests.site.conftest import Place, open_place
from tests.site.directory.test_pages import html

from turnout.kernel.context import SystemContext
from turnout.modules.discovery import api as discovery
from turnout.modules.programme import api as programme
from turnout.modules.programme.service import speakers
from turnout.site.events import cache

START = datetime(2030, 1, 1, 9, tzinfo=UTC)
FILE = "id,title,start,end,slug\n1,Knots,2030-01-01 10:00,10:30,{slug}\n"


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LOOK_SECONDS", 0.0)


@pytest.fixture
def fair(client, queued) -> Place:
    return open_place(title="Fair", starts_at=START, ends_at=START + timedelta(hours=9))


def add(place: Place, name: str) -> UUID:
    made = programme.create_speaker(
        place.shop.organizer, place.event_id, programme.NewSpeaker(name=name)
    )
    drain()
    return made.id


def rename(place: Place, speaker: UUID, name: str) -> None:
    speakers.change_speaker(
        place.shop.organizer, place.event_id, speaker, changes={"name": name}, version=None
    )
    drain()


def led(client, place: Place, name: str) -> str | None:
    """Where a speaker's address leads; None when nobody is there."""
    answer = client.get(f"{place.path}/speakers/{name}")
    if answer.status_code == 301:
        return str(answer.headers["Location"]).rpartition("/")[2]
    assert answer.status_code == 404
    return None


def test_a_renamed_speakers_address_leads_to_the_present_one(client, fair) -> None:
    ada = add(fair, "Ada Example")
    assert html(client, f"{fair.path}/speakers/ada-example")
    rename(fair, ada, "Ada Lovelace")
    rename(fair, ada, "Ada King")
    assert led(client, fair, "ada-example") == "ada-king"
    assert led(client, fair, "ada-lovelace") == "ada-king"
    assert "Ada King" in html(client, f"{fair.path}/speakers/ada-king")
    assert led(client, fair, "ada-byron") is None
    again = client.get(f"{fair.path}/speakers/ada-example?lang=de")
    assert again.headers["Location"] == f"{fair.path}/speakers/ada-king?lang=de"


def test_a_name_that_two_have_now_leads_to_who_had_it_alone(client, fair) -> None:
    first = add(fair, "Twin")
    second = add(fair, "Twin")
    assert led(client, fair, "twin") == str(first)
    rename(fair, first, "Twin One")
    assert "Twin" in html(client, f"{fair.path}/speakers/twin"), "it is the other's alone now"
    rename(fair, second, "Twin Two")
    assert led(client, fair, "twin") == "twin-two", "the last who had it"
    assert led(client, fair, str(first)) == "twin-one"


def test_a_name_that_somebody_has_again_is_theirs(client, fair) -> None:
    first, second = add(fair, "Ada"), add(fair, "Ben")
    rename(fair, first, "Eve")
    rename(fair, second, "Ada")
    assert html(client, f"{fair.path}/speakers/ada")
    rename(fair, second, "Ben")
    assert led(client, fair, "ada") == "ben"
    rename(fair, first, "Ada")
    assert html(client, f"{fair.path}/speakers/ada")
    rename(fair, first, "Eve")
    assert led(client, fair, "ada") == "eve"


def test_who_was_taken_out_leaves_no_name_behind(client, fair, settings) -> None:
    import psycopg

    ada = add(fair, "Ada Example")
    rename(fair, ada, "Ada King")
    speakers.delete_speaker(fair.shop.organizer, fair.event_id, ada)
    drain()
    assert led(client, fair, "ada-example") is None
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        kept = connection.execute(
            "SELECT count(*) FROM discovery_slug_history WHERE target_id = %s", [ada]
        ).fetchone()
    assert kept == (0,)


def test_names_of_one_event_lead_nowhere_in_another(client, fair) -> None:
    rename(fair, add(fair, "Ada Example"), "Ada King")
    other = open_place(title="Other", starts_at=START, ends_at=START + timedelta(hours=9))
    add(other, "Somebody")
    assert led(client, other, "ada-example") is None


def test_making_all_copies_again_keeps_the_names(client, fair) -> None:
    rename(fair, add(fair, "Ada Example"), "Ada King")
    discovery.rebuild_everything(SystemContext(job="tests.rebuild"))
    assert led(client, fair, "ada-example") == "ada-king"


def imported(place: Place, slug: str) -> None:
    programme.import_programme(
        place.shop.organizer,
        place.event_id,
        FILE.format(slug=slug).encode(),
        file_format=programme.Format.CSV,
    )
    drain()


@pytest.mark.parametrize("rest", ["", "/calendar.ics"])
def test_a_session_whose_name_an_import_changed_leads_on(client, fair, rest) -> None:
    imported(fair, "knots")
    assert client.get(f"{fair.path}/sessions/knots{rest}").status_code == 200
    imported(fair, "knots-and-bends")
    answer = client.get(f"{fair.path}/sessions/knots{rest}")
    present = f"{fair.path}/sessions/knots-and-bends{rest}"
    assert (answer.status_code, answer.headers["Location"]) == (301, present)
    assert client.get(present).status_code == 200


def test_a_sessions_id_leads_to_its_name(client, fair) -> None:
    imported(fair, "knots")
    found = discovery.find_event(*fair.path.strip("/").split("/"))
    assert found is not None
    [session] = found.programme.sessions
    answer = client.get(f"{fair.path}/sessions/{session.id}")
    assert (answer.status_code, answer.headers["Location"]) == (
        301, f"{fair.path}/sessions/knots",
    )  # fmt: skip
