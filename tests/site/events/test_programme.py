"""A programme by day, room, track and words; its items, speakers, calendars and agendas."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.factories.events import schedule_file
from tests.factories.people import make_user
from tests.factories.work import drain
from tests.site.browser import Browser
from tests.site.conftest import Place, open_place
from tests.site.directory.test_pages import HOSTILE, elements, html
from tests.site.schema_org import graph_of

from turnout.kernel.errors import Invalid
from turnout.modules.programme.api import (
    NewSession,
    NewSpeaker,
    create_session,
    create_speaker,
    create_track,
    import_programme,
)
from turnout.site.events import cache, cards, programme

START = datetime(2030, 1, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def looking_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LOOK_SECONDS", 0.0)


def add(place: Place, title: str, at: datetime, **values: Any) -> Any:
    new = NewSession(title=title, starts_at=at, ends_at=at + timedelta(minutes=30), **values)
    return create_session(place.shop.organizer, place.event_id, new)


@pytest.fixture
def fair(client, queued) -> Place:
    """Two days, a speaker with a page, a link that must not be followed."""
    place = open_place(title="Fair", starts_at=START, ends_at=START + timedelta(days=1, hours=9))
    hodan = create_speaker(
        place.shop.organizer,
        place.event_id,
        NewSpeaker(name="Hodan Wärsame", biography="<p>Builds <b>boats</b>.</p>",
                          professional_title="Captain", company="Quay"),
    )  # fmt: skip
    add(place, "Opening", START, speaker_ids=(hodan.id,), abstract="<p>Welcome on board.</p>")
    add(place, "Knots", START + timedelta(hours=1))
    add(place, "Closing", START + timedelta(days=1))
    drain()
    return place


@pytest.fixture
def long(client, queued, monkeypatch: pytest.MonkeyPatch) -> Place:
    """More than fits a first view, as far as this test is concerned."""
    monkeypatch.setattr(programme, "MOST_AT_ONCE", 3)
    monkeypatch.setattr(programme, "MOST_AT_FIRST", 2)
    place = open_place(title="Long", starts_at=START, ends_at=START + timedelta(days=1, hours=9))
    for number in range(6):
        add(place, f"First {number}", START + timedelta(minutes=30 * (number // 2)))
    for number in range(2):
        add(place, f"Second {number}", START + timedelta(days=1, hours=number))
    drain()
    return place


def titles(text: str) -> list[str]:
    return re.findall(r'class="talk[^"]*"><(?:div><)?b><a [^>]*>([^<]+)', text)


def test_a_long_programme_begins_with_a_part_and_leads_to_all_of_it(client, long: Place) -> None:
    first = html(client, long.path)
    assert titles(first) == ["First 0", "First 1"]
    assert "2 of 8 items" in first
    assert "4 more items of this day" in first
    days = re.findall(r'<a href="([^"]+)"[^>]* data-swap><span>', first)
    assert len(days) == 3
    shown = [titles(html(client, each.partition("#")[0])) for each in days]
    assert [len(each) for each in shown] == [6, 2, 8]
    assert titles(html(client, f"{long.path}?text=second")) == ["Second 0", "Second 1"]


def test_a_short_programme_is_shown_whole(client, fair: Place) -> None:
    assert titles(html(client, fair.path)) == ["Opening", "Knots", "Closing"]
    assert titles(html(client, f"{fair.path}?day=2030-01-02")) == ["Closing"]
    assert titles(html(client, f"{fair.path}?text=HODAN%20warsame")) == ["Opening"]
    assert titles(html(client, f"{fair.path}?day=never")) == ["Opening", "Knots", "Closing"]


def test_rooms_are_a_table_whose_cells_fill_it(client, queued) -> None:
    place = open_place(starts_at=START, ends_at=START + timedelta(days=2))
    import_programme(
        place.shop.organizer, place.event_id, schedule_file("pretalx-night.xml"),
        time_zone="Europe/Brussels",
    )  # fmt: skip
    drain()
    text = html(client, f"{place.path}?view=grid&day=all")
    tables = re.findall(r'<table class="rooms">(.*?)</table>', text, re.DOTALL)
    assert tables
    for table in tables:
        columns = len(re.findall(r'<th scope="col">', table))
        rows = re.findall(r"<tr class=\"h\d+\" data-at=\"\d+\">(.*?)</tr>", table, re.DOTALL)
        spans = [int(each) for each in re.findall(r'<td rowspan="(\d+)"', table)]
        assert sum(spans) == columns * len(rows)
    assert len(titles(text)) == len(titles(html(client, f"{place.path}?day=all")))


def tracked(*tracks: tuple[str, str | None]) -> Place:
    """A programme with an item in each of these tracks."""
    place = open_place(title="Tracks", starts_at=START, ends_at=START + timedelta(hours=9))
    for number, (name, colour) in enumerate(tracks):
        track = create_track(place.shop.organizer, place.event_id, name, colour=colour)
        add(place, f"In {name}", START + timedelta(hours=number), track_id=track.id)
    drain()
    return place


def test_tracks_are_told_apart_by_colours_of_ours_where_nobody_chose_one(client, queued) -> None:
    place = tracked(("Ropes", None), ("Sails", "#123456"), ("Engines", None))
    text = html(client, place.path)
    assert re.findall(r'class="track-dot (shade-\d)"', text) == ["shade-0", "shade-2"]
    assert text.count('fill="#123456"') == 1
    grid = html(client, f"{place.path}?view=grid")
    assert re.findall(r'<div class="talk( shade-\d)?">', grid) == [" shade-0", "", " shade-2"]
    page = re.search(r'href="([^"]+/sessions/[^"]+)"[^>]*>In Engines', text)
    assert page is not None
    assert "shade-2" in html(client, page[1])


def test_a_single_track_has_no_colour_of_its_own(client, queued) -> None:
    assert "shade-" not in html(client, tracked(("Ropes", None)).path)


def test_many_speakers_stand_under_their_letters(client, fair: Place, monkeypatch) -> None:
    monkeypatch.setattr(cards, "FEW_SPEAKERS", 3)
    for name in ("Émile Zola", "eve", "4chan"):
        create_speaker(fair.shop.organizer, fair.event_id, NewSpeaker(name=name))
    drain()
    text = html(client, f"{fair.path}/speakers")
    assert re.findall(r'<a href="#letter-\d">(.)</a>', text) == ["#", "E", "H"]
    of_e = text.partition('<h2 id="letter-1">')[2].partition("</section>")[0]
    assert of_e.index(">Émile Zola<") < of_e.index(">eve<")


def test_a_part_of_the_page_can_be_had_alone(client, fair: Place) -> None:
    answer = client.get(f"{fair.path}?part=programme&text=knots")
    text = answer.get_data(as_text=True)
    assert text.lstrip().startswith("<section")
    assert "<html" not in text
    assert titles(text) == ["Knots"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_filtered_pages_are_shared_but_not_indexed(client, fair: Place) -> None:
    text = html(client, f"{fair.path}?text=knots")
    assert '<meta name="robots" content="noindex">' in text
    assert 'value="knots"' in text


def test_a_session_has_a_page_a_calendar_and_its_own_description(client, fair: Place) -> None:
    link = re.search(r'href="([^"]+/sessions/[^"]+)"', html(client, fair.path))
    assert link is not None
    text = html(client, link[1])
    entry = graph_of(text)[0]
    assert (entry["name"], entry["description"]) == ("Opening", "Welcome on board.")
    assert entry["superEvent"]["name"] == "Fair"
    assert entry["performer"][0]["name"] == "Hodan Wärsame"
    assert f'href="{fair.path}/speakers/hodan-warsame"' in text
    calendar = client.get(f"{link[1]}/calendar.ics").get_data(as_text=True)
    assert "SUMMARY:Opening" in calendar
    assert "DTSTART:20300101T090000Z" in calendar


def test_a_speaker_has_a_page_with_what_they_take_part_in(client, fair: Place) -> None:
    text = html(client, f"{fair.path}/speakers/hodan-warsame")
    assert "<p>Builds <b>boats</b>.</p>" in text
    assert "Captain, Quay" in text
    assert "Opening" in text
    assert "Knots" not in text
    entry = graph_of(text)[0]
    assert (entry["@type"], entry["jobTitle"]) == ("Person", "Captain")
    assert [each["name"] for each in entry["performerIn"]] == ["Opening"]
    assert "Hodan Wärsame" in html(client, f"{fair.path}/speakers")


def test_a_speakers_id_leads_to_the_page_for_good(client, fair: Place) -> None:
    found = json.loads(client.get(f"{fair.path}/programme.json").data)
    assert len(found["sessions"]) == 3
    ids = [each.id for each in _speakers(fair)]
    led = client.get(f"{fair.path}/speakers/{ids[0]}")
    assert (led.status_code, led.headers["Location"]) == (
        301, f"{fair.path}/speakers/hodan-warsame"
    )  # fmt: skip


def _speakers(place: Place) -> list[Any]:
    from turnout.modules.discovery import api as discovery

    found = discovery.find_event(*place.path.strip("/").split("/"))
    assert found is not None
    return found.programme.speakers


def test_two_of_one_name_and_a_name_without_letters_have_pages_of_their_own(client, fair) -> None:
    for name in ("Twin", "Twin", "夏目漱石"):
        create_speaker(fair.shop.organizer, fair.event_id, NewSpeaker(name=name))
    drain()
    keys = [each.key for each in _speakers(fair)]
    assert len(set(keys)) == 4
    for key in keys:
        assert html(client, f"{fair.path}/speakers/{key}")


@pytest.mark.parametrize(
    "rest", ["/speakers/nobody", "/sessions/nothing", "/sessions/nothing/calendar.ics",
             "/share/xx-00000000000000000000.jpg", "/share/xx-00000000000000000000.png"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client, fair: Place, rest: str) -> None:
    assert client.get(fair.path + rest).status_code == 404


def test_hostile_speakers_links_and_biographies_stay_harmless(client, fair: Place) -> None:
    create_speaker(
        fair.shop.organizer, fair.event_id,
        NewSpeaker(name=HOSTILE, company=HOSTILE, biography=f"<p>{HOSTILE}</p>"),
    )  # fmt: skip
    drain()
    key = next(each.key for each in _speakers(fair) if each.name == HOSTILE)
    for path in (f"{fair.path}/speakers/{key}", f"{fair.path}/speakers", fair.path):
        text = html(client, path)
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert path.endswith("/speakers") or graph_of(text)


def test_parts_of_a_page_cost_few_statements(client, fair: Place, statements) -> None:
    html(client, fair.path)
    html(client, fair.path)
    link = re.search(r'href="([^"]+/sessions/[^"]+)"', html(client, fair.path))
    assert link is not None
    for path, most in (
        (link[1], 1),
        (f"{fair.path}/speakers/hodan-warsame", 1),
        (f"{fair.path}/speakers", 0),
        (f"{fair.path}?text=knots", 0),
        (f"{fair.path}?view=grid", 0),
        (f"{fair.path}/calendar.ics", 0),
    ):
        statements.clear()
        assert client.get(path).status_code == 200
        assert len(statements) <= most, path


def test_a_guest_is_told_that_there_is_no_agenda_of_theirs(client, fair: Place) -> None:
    answer = client.get(f"{fair.path}/agenda.json")
    assert answer.status_code == 401
    assert answer.headers["Cache-Control"] == "no-store"


def test_who_is_signed_in_keeps_an_agenda_with_the_account(client, fair: Place) -> None:
    browser = Browser(client)
    browser.sign_in(make_user())
    told = json.loads(browser.open(f"{fair.path}/agenda.json").text)
    assert told["picked"] == []
    key = next(iter(json.loads(client.get(f"{fair.path}/programme.json").data)["sessions"]))

    def change(pick: str, **other: str) -> Any:
        return client.post(
            f"{fair.path}/agenda.json",
            data={"session": key, "pick": pick, "form_token": told["token"], **other},
            headers={"Origin": "http://turnout.test"},
            environ_base=browser.sender,
        )

    assert json.loads(change("1").data)["picked"] == [key]
    feed = json.loads(change("1").data)["feed"].removeprefix("http://turnout.test")
    assert "BEGIN:VEVENT" in client.get(feed).get_data(as_text=True)
    assert json.loads(change("0").data)["picked"] == []
    assert change("1", form_token="forged").status_code == 403
    assert change("1", session="none").status_code == 404
    foreign = client.post(f"{fair.path}/agenda.json", data={"session": key, "pick": "1"},
                          headers={"Origin": "https://evil.example"},
                          environ_base=browser.sender)  # fmt: skip
    assert foreign.status_code == 403


def test_links_that_a_browser_would_run_are_never_links(client, fair: Place) -> None:
    from turnout.modules.organizations import api as organizations
    from turnout.programme_formats.programme import Link

    for href in ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "JaVaScRiPt:1"):
        try:
            create_speaker(
                fair.shop.organizer, fair.event_id,
                NewSpeaker(name="Mallory", links=(Link(href=href, title="me"),)),
            )  # fmt: skip
        except Invalid:
            continue
    try:
        changes = organizations.OrganizationUpdate(website="javascript:alert(1)")
        organizations.update_organization(fair.shop.organizer, changes)
    except Invalid:
        pass
    drain()
    for path in (fair.path, fair.organization_path, f"{fair.path}/speakers",
                 *(f"{fair.path}/speakers/{each.key}" for each in _speakers(fair))):  # fmt: skip
        for tag, attributes in elements(html(client, path)):
            address = str(attributes.get("href") or attributes.get("src") or "").lower()
            assert not address.startswith(("javascript:", "data:", "vbscript:")), (path, tag)
