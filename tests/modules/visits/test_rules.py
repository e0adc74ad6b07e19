"""Where visitors come from, who is counted, and what sums of hours become."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.visits import rules
from turnout.modules.visits.types import Device, VisitSource

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari"
HOME = "turnout.test:8080"
EVENTS = tuple(UUID(int=each) for each in range(1, 3))
ZONES = dict(zip(EVENTS, (ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Berlin")), strict=True))


def source(query=None, *, own=False, **headers):
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    said |= {"Sec-Fetch-Site": "same-origin"} if own else {}
    found = rules.source_of(query or {}, {"User-Agent": BROWSER, **said}, own_host=HOME)
    return found.kind, found.name


def test_a_source_is_what_the_address_says_else_the_page_that_led_there():
    assert source({"utm_source": " News  Letter "}) == ("campaign", "news letter")
    assert source({"utm_source": "poster", "link": "ab2"}) == ("campaign", "poster")
    assert source({"link": "ab2"}, Referer="https://www.news.example/x") == ("link", "ab2")
    assert source(Referer="https://www.News.example:8443/x?q=1") == ("site", "news.example")
    assert source(Referer=f"http://{HOME}/events") == ("own", "")
    assert source(own=True) == source(own=True, Referer="http://[") == ("own", "")
    assert source() == source(Referer="about:blank") == source(Referer="http://[") == ("direct", "")
    handed_on = f"http://{HOME}/o/e?utm_source=Radio&utm_campaign=spring"
    assert source(Referer=handed_on) == ("campaign", "radio")
    assert source(Referer="https://other.example/?utm_source=Radio") == ("site", "other.example")
    assert source({"via": "blog.example"}, own=True) == ("site", "blog.example")
    assert source({"via": "<b>"}, own=True) == source({"via": "own"}) == ("own", "")
    at_checkout = {"own_host": HOME, "by_own": "direct"}
    assert rules.source_of({}, {"Sec-Fetch-Site": "same-origin"}, **at_checkout).kind == "direct"


def test_a_source_holds_no_address_of_a_person_and_is_bounded():
    said = {"utm_source": "x" * 500, "utm_medium": "ann@example.com", "link": "../.." * 9}
    found = rules.source_of(said, {}, own_host=HOME)
    assert (len(found.name), found.medium, found.link) == (rules.LONGEST, "", "")
    assert rules.cleaned("a\u202eb\x00c\u00a0 d") == "a b c d"
    kept = rules.known_source(VisitSource(kind="other", name="Ann@example.com", link="no/where"))
    assert (kept.kind, kept.name, kept.link) == ("direct", "", "")


@pytest.mark.parametrize(
    "left_out",
    [
        {"User-Agent": ""},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "facebookexternalhit/1.1"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": f"{BROWSER} HeadlessChrome/130"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Sec-Fetch-Dest": "empty"},
        {"DNT": "1"},
        {"Sec-GPC": "1"},
    ],
)
def test_robots_prefetches_and_who_refuses_are_not_counted(left_out):
    assert not rules.is_visit({"User-Agent": BROWSER, **left_out})


def test_people_are_counted_on_any_device():
    agents = {
        BROWSER: Device.DESKTOP,
        IPHONE: Device.PHONE,
        "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Mobile/15E148": Device.TABLET,
        "Mozilla/5.0 (Linux; Android 14; SM-X710) Chrome/130 Safari/537": Device.TABLET,
        "Mozilla/5.0 (Linux; Android 9; CUBOT X19) Chrome/130 Mobile Safari": Device.PHONE,
    }
    for agent, device in agents.items():
        headers = {"User-Agent": agent, "Sec-Fetch-Dest": "document", "DNT": "0"}
        assert rules.is_visit(headers), agent
        assert rules.device_of(headers) is device
    assert rules.device_of({"User-Agent": BROWSER, "Sec-CH-UA-Mobile": "?1"}) is Device.PHONE


def test_hours_are_those_of_the_zone_and_a_repeated_hour_is_two():
    kolkata, berlin = ZONES.values()
    half_past = datetime(2026, 3, 1, 10, 45, tzinfo=UTC)
    assert rules.hour_of(half_past, kolkata) == datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    hours = {rules.hour_of(first + timedelta(hours=each), berlin) for each in (0, 1)}
    assert len(hours) == 2
    assert {each.astimezone(berlin).hour for each in hours} == {2}


def key(event, hours, name, device=Device.PHONE):
    at = datetime(2026, 10, 24, 18, 30, tzinfo=UTC) + timedelta(hours=hours)
    at = rules.hour_of(at, ZONES[event])
    return (event, at, "seen", VisitSource(kind="campaign", name=name, device=device))


def test_more_sources_of_a_day_than_are_told_apart_are_one():
    event = EVENTS[0]
    known = [key(event, 1, f"old {each}") for each in range(rules.MOST_SOURCES - 1)]
    counts = Counter(
        {
            key(event, 2, "old 3"): 1,
            key(event, 2, "frequent"): 5,
            key(event, 3, "rare"): 2,
            key(event, 3, "rarer", Device.DESKTOP): 1,
            key(event, 30, "tomorrow"): 1,
        }
    )
    found = rules.bounded(counts, known, ZONES)
    assert found.total() == counts.total()
    named = {(each[3].kind, each[3].name, each[3].device): number for each, number in found.items()}
    assert named == {
        ("campaign", "old 3", "phone"): 1,
        ("campaign", "frequent", "phone"): 5,
        ("campaign", "tomorrow", "phone"): 1,
        ("other", "", "phone"): 2,
        ("other", "", "desktop"): 1,
    }


hours = st.dictionaries(
    st.builds(key, st.sampled_from(EVENTS), st.integers(0, 60), st.sampled_from("abc")),
    st.integers(1, 10**6),
    max_size=30,
)


@given(hours, st.integers(0, 60))
def test_days_are_the_same_however_their_hours_were_summed_up(counts, until):
    """Summing up in two parts, as the task does on two days, loses and invents nothing."""
    whole = rules.by_day(counts, ZONES)
    assert whole.total() == sum(counts.values())
    limit = datetime(2026, 10, 24, 18, 30, tzinfo=UTC) + timedelta(hours=until)
    early = {each: number for each, number in counts.items() if each[1] < limit}
    late = {each: number for each, number in counts.items() if each[1] >= limit}
    assert rules.by_day(early, ZONES) + rules.by_day(late, ZONES) == whole
    for event_id, hour, step, origin in counts:
        assert whole[event_id, hour.astimezone(ZONES[event_id]).date(), step, origin] > 0
