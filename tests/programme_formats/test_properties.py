"""Any programme written as XML is read back the same; any rubbish is refused, never a crash."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.programme_formats.sample_xml import event, schedule
from tests.prove.counts import examples

from turnout.programme_formats.errors import TimeZoneNeeded, UnreadableSchedule
from turnout.programme_formats.xml_reader import parse_schedule

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn"))
WORDS = st.text(LETTERS, min_size=1, max_size=20).filter(lambda text: text.split() == [text])
BODIES = st.text(LETTERS | st.just(" "), max_size=60).map(str.strip)
ZONES = st.sampled_from(
    ["Europe/Brussels", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC"]
)
DAWN, DUSK = datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2030-01-01")
SESSION = st.fixed_dictionaries(
    {
        "title": WORDS,
        "subtitle": WORDS | st.just(""),
        "abstract": BODIES,
        "room": WORDS,
        "track": WORDS | st.none(),
        "at": st.datetimes(DAWN, DUSK).map(lambda d: d.replace(second=0, microsecond=0)),
        "minutes": st.integers(1, 60 * 24 * 30),
        "persons": st.lists(st.integers(1, 9), unique=True, max_size=3),
        "links": st.lists(WORDS, max_size=3),
    }
)  # fmt: skip
PROGRAMMES = st.tuples(ZONES, st.lists(SESSION, max_size=6))


def write(zone, sessions):
    root = ET.Element("schedule")
    ET.SubElement(ET.SubElement(root, "conference"), "time_zone_name").text = zone
    for number, item in enumerate(sessions):
        day = ET.SubElement(root, "day", index=str(number), date=item["at"].date().isoformat())
        room = ET.SubElement(day, "room", name=item["room"])
        node = ET.SubElement(room, "event", id=str(number))
        hours, minutes = divmod(item["minutes"], 60)
        texts = {
            "start": item["at"].strftime("%H:%M"),
            "duration": f"{hours:02d}:{minutes:02d}",
            **{tag: item[tag] for tag in ("title", "subtitle", "abstract", "track")},
        }
        for tag, text in texts.items():
            ET.SubElement(node, tag).text = text
        persons, links = ET.SubElement(node, "persons"), ET.SubElement(node, "links")
        for person in item["persons"]:
            ET.SubElement(persons, "person", id=str(person)).text = f"Person {person}"
        for title in item["links"]:
            ET.SubElement(links, "link", href="https://a.example/").text = title
    return ET.tostring(root, encoding="utf-8")


def exists(local, zone):
    placed = local.replace(tzinfo=ZoneInfo(zone))
    return placed.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


@given(PROGRAMMES)
def test_what_is_written_is_read_back(programme):
    zone, sessions = programme
    assume(all(exists(item["at"], zone) for item in sessions))
    read = parse_schedule(write(zone, sessions)).programme
    assert [
        {
            "title": session.title,
            "subtitle": session.subtitle,
            "abstract": session.abstract,
            "room": session.room,
            "track": session.track,
            "at": session.start.replace(tzinfo=None),
            "minutes": session.duration // timedelta(minutes=1),
            "persons": [int(key) for key in session.persons],
            "links": [link.title for link in session.links],
        }
        for session in read.sessions
    ] == [{**item, "at": item["at"]} for item in sessions]
    assert {speaker.key for speaker in read.speakers} == {
        str(p) for item in sessions for p in item["persons"]
    }
    assert {room.name for room in read.rooms} == {item["room"] for item in sessions}
    assert [day.date for day in read.days] == [item["at"].date() for item in sessions]
    assert all(isinstance(day.date, date) for day in read.days)


def never_crashes(data, zone):
    try:
        parsed = parse_schedule(data, time_zone=zone)
    except (UnreadableSchedule, TimeZoneNeeded):
        return
    for session in parsed.programme.sessions:
        assert session.title
        assert session.ends_at > session.starts_at


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data):
    never_crashes(data, None)


VALID = schedule(
    event("1", date="2024-02-03T10:00:00+01:00", language="en", abstract="<p>x</p>"),
    event("2", start="23:00", extra='<persons><person id="1">A</person></persons>'),
    event("3", extra='<links><link href="https://a.example/">b</link></links>'),
    conference="<day_change>09:00</day_change>",
)


@settings(max_examples=examples(300))
@given(
    st.lists(
        st.tuples(st.integers(0, len(VALID)), st.integers(0, 40), st.binary(max_size=6)),
        min_size=1,
        max_size=4,
    )
)
@example([(0, 0, b"\x00")])
def test_no_damage_to_a_good_file_crashes_the_reader(cuts):
    data = VALID
    for position, length, insert in cuts:
        data = data[:position] + insert + data[position + length :]
    never_crashes(data, "Europe/Brussels")


FIELDS = st.sampled_from(
    ["title", "start", "duration", "date", "room", "language", "track", "slug", "url", "type"]
)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)


@given(st.dictionaries(FIELDS, TEXT), TEXT, TEXT)
def test_no_value_in_any_field_crashes_the_reader(fields, key, day):
    from html import escape

    never_crashes(schedule(event(key, **fields), day=f'date="{escape(day)}"'), "Europe/Brussels")
