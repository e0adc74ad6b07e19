"""Any programme that our formats can hold: every letter, nights with clock changes, midnights."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from turnout.programme_formats.field_parsers import one_line, writable
from turnout.programme_formats.programme import (
    Conference,
    Link,
    Programme,
    Recording,
    Session,
    Speaker,
)

ZONES = st.sampled_from(
    ["Europe/Brussels", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "UTC", "Africa/Cairo"]
)
NIGHTS = [
    datetime(2024, 3, 31, 0, 30, tzinfo=UTC),
    datetime(2024, 10, 27, 0, 15, tzinfo=UTC),
    datetime(2024, 10, 27, 1, 15, tzinfo=UTC),
    datetime(2024, 11, 3, 6, 45, tzinfo=UTC),
    datetime(2011, 12, 30, 9, 59, tzinfo=UTC),
]
"""Around changes of the clock, and around the day that Samoa left out."""
INSTANTS = st.sampled_from(NIGHTS) | st.datetimes(
    datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2037-01-01")
).map(lambda moment: moment.replace(microsecond=0, tzinfo=UTC))
NASTY = st.sampled_from(
    [
        *(
            "=1+1",
            "+49 30",
            "-x",
            "@sum(a)",
            "'=1",
            "''",
            '"quoted"',
            "a;b|c,d",
            "\\n \\, \\;",
            "C:\\New",
        ),
        *("<b>&amp;</b>", "]]>", "𝔘𝔫𝔦 👩‍🔬", "שלום עולם", "मंच", "＝1", "\ufeff=x", "BEGIN:VEVENT"),
        *("x" * 300, "é" * 100, "a:b;c=d", "^n^^", "{{ 7*7 }}", "%0d%0a"),
    ]
)
TEXT = st.text(max_size=60) | NASTY


def line(most=200):
    return TEXT.map(lambda text: one_line(writable(text))[:most].strip())


def word(most=200):
    return line(most).filter(bool)


BODY = st.lists(TEXT, max_size=3).map(lambda parts: writable("\n".join(parts)).strip())
LINKS = st.lists(
    st.builds(
        Link,
        href=st.sampled_from(["https://a.example/", "http://b.example/?q=1&r=2#x;y", "mailto:a@b.example"]),
        title=word(),
    ),
    max_size=3,
).map(tuple)  # fmt: skip
ADDRESSES = st.none() | st.sampled_from(["https://a.example/x,y;z", "http://[::1]/?a=%20"])
RECORDINGS = st.none() | st.builds(Recording, licence=line(), opted_out=st.booleans()).filter(
    lambda recording: recording != Recording()
)


@st.composite
def programmes(draw):
    zone = draw(ZONES)
    people = tuple(
        Speaker(key=str(key), name=name)
        for key, name in draw(st.dictionaries(st.uuids(), word(), max_size=4)).items()
    )
    keys = draw(st.lists(st.uuids(), unique=True, max_size=5))
    sessions = tuple(
        draw(one_session(str(key), zone, [each.key for each in people])) for key in keys
    )
    named = {key for session in sessions for key in session.persons}
    return Programme(
        conference=Conference(title="Any"),
        time_zone=zone,
        days=(),
        rooms=(),
        tracks=(),
        sessions=sessions,
        speakers=tuple(each for each in people if each.key in named),
    )


@st.composite
def one_session(draw, key, zone, people):
    persons = st.lists(st.sampled_from(people), unique=True, max_size=3) if people else st.just([])
    return Session(
        key=key,
        guid=key,
        title=draw(word(300)),
        start=draw(INSTANTS).astimezone(ZoneInfo(zone)),
        duration=timedelta(seconds=draw(st.integers(1, 90 * 3600))),
        line=0,
        place="",
        slug=draw(word()),
        subtitle=draw(line()),
        abstract=draw(BODY),
        description=draw(BODY),
        room=draw(st.none() | word()),
        track=draw(st.none() | word()),
        kind=draw(line()),
        language=draw(st.sampled_from([None, "en", "pt-BR", "zh-Hant"])),
        url=draw(ADDRESSES),
        feedback_url=draw(ADDRESSES),
        logo=draw(ADDRESSES),
        links=draw(LINKS),
        attachments=draw(LINKS),
        persons=tuple(draw(persons)),
        recording=draw(RECORDINGS),
        tags=tuple(dict.fromkeys(draw(st.lists(word(50), max_size=3)))),
        capacity=draw(st.none() | st.integers(1, 1_000_000)),
        is_cancelled=draw(st.booleans()),
    )
