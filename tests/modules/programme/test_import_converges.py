"""Whatever was imported before and in whatever order: the last file decides, and once is enough."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.factories.events import make_event
from tests.factories.people import make_organization, member_context
from tests.programme_formats.sample_xml import event, schedule
from tests.prove.counts import examples

from turnout.kernel.db.tx import transaction
from turnout.modules.programme.api import MissingSessions, get_programme, import_programme

WORDS = st.sampled_from(["Pegs", "Owls", "Tea", "Ropes", "<b>Knots</b>", "Zelt & Zaun"])
SESSION = st.fixed_dictionaries(
    {
        "title": WORDS,
        "abstract": WORDS,
        "room": WORDS,
        "track": WORDS | st.none(),
        "start": st.sampled_from(["09:00", "10:30", "23:15"]),
        "duration": st.sampled_from(["00:30", "26:00"]),
        "persons": st.lists(st.integers(1, 4), unique=True, max_size=3),
        "links": st.lists(WORDS, max_size=3),
    }
)
TALK = {
    "title": "Pegs",
    "abstract": "Tea",
    "room": "Tea",
    "track": "Owls",
    "start": "09:00",
    "duration": "00:30",
    "persons": [1],
    "links": ["Tea"],
}
FILES = st.dictionaries(st.integers(1, 5), SESSION, min_size=1, max_size=5)


def as_xml(sessions):
    return schedule(*(one(str(key), **session) for key, session in sessions.items()), room=None)


def one(key, *, persons, links, **fields):
    people = "".join(f"<person id='{number}'>Person {number}</person>" for number in persons)
    found = "".join(f"<link href='https://a.example/{n}'>{n}</link>" for n, _ in enumerate(links))
    return event(key, extra=f"<persons>{people}</persons><links>{found}</links>", **fields)


def picture(ctx, event_id):
    """What the programme says, without ids."""
    with transaction(ctx) as tx:
        programme = get_programme(tx, event_id)
    names = {
        each.id: each.name for each in (*programme.speakers, *programme.rooms, *programme.tracks)
    }
    return sorted(
        (
            (s.source_key, s.title, s.abstract, s.starts_at, s.ends_at),
            (names.get(s.room_id), names.get(s.track_id)),
            [names[speaker] for speaker in s.speaker_ids],
            [(link.href, link.title) for link in s.links],
        )
        for s in programme.sessions
    ), sorted(each.name for each in programme.speakers)


def imported(ctx, event_id, sessions):
    return import_programme(ctx, event_id, as_xml(sessions), vanished=MissingSessions.REMOVE)


@settings(
    max_examples=examples(32),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(FILES, min_size=1, max_size=3))
@example([{1: {**TALK, "persons": [1, 2]}}, {1: {**TALK, "persons": [2]}}])
@example([{1: {**TALK, "persons": [1, 2]}}, {1: {**TALK, "persons": [2, 1]}}])
@example([{1: {**TALK, "links": ["Tea", "Owls"]}}, {1: {**TALK, "links": ["Owls"]}}])
@example([{1: TALK, 2: {**TALK, "room": "Owls"}}, {2: TALK}])
def test_the_last_file_decides_and_a_repeat_changes_nothing(running, files):
    ctx = member_context(organization=make_organization())
    worn, fresh = make_event(ctx).id, make_event(ctx).id
    for file in files:
        imported(ctx, worn, file)
    imported(ctx, fresh, files[-1])
    assert picture(ctx, worn) == picture(ctx, fresh)
    again = imported(ctx, worn, files[-1])
    assert not again.has_changes
    assert again.vanished == ()


def test_two_imports_at_once_make_no_session_twice(running):
    ctx = member_context()
    event_id = make_event(ctx).id
    xml = schedule(*(event(str(number), start=f"{number:02d}:00") for number in range(20)))
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: import_programme(ctx, event_id, xml), range(4)))
    assert sorted(report.sessions.created for report in reports) == [0, 0, 0, 20]
    assert len(picture(ctx, event_id)[0]) == 20
