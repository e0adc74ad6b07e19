"""Forecasts hold what they promise on events that they have not seen, and never say nonsense."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.modules.sales_forecasts import histories
from tests.prove.counts import PROVE, examples

from turnout.modules.sales_forecasts import rules
from turnout.modules.sales_forecasts.rules import Course, Moment

ORGANIZATIONS = 500 if PROVE else 60
DAYS = st.dictionaries(st.integers(-3, 60), st.integers(1, 40), max_size=12)


@pytest.mark.parametrize("history", [histories.generated, histories.real_shaped])
def test_four_of_five_results_that_were_held_out_lie_within_the_interval(history):
    """At each distance, and with five past events as with twenty; the histories are always these."""
    tested, inside = Counter(), Counter()
    for number in range(ORGANIZATIONS):
        courses = history(number)
        for place, own in enumerate(courses):
            others = [*courses[:place], *courses[place + 1 :]]
            for days_before in (30, 14, 7, 2):
                found = rules.expect(others, own, Moment(days_before=days_before))
                if found is None:
                    continue
                is_hit = found.lowest <= own.total <= found.highest
                for group in ("all", days_before, "few" if len(others) < 8 else "many"):
                    tested[group] += 1
                    inside[group] += is_hit
    shares = {group: inside[group] / tested[group] for group in tested}
    assert len(shares) == 7
    assert 0.7 <= min(shares.values()) <= max(shares.values()) <= 0.9, (shares, tested)


def test_a_back_test_says_how_far_off_forecasts_of_past_events_were():
    """Worked by hand: of events that all sold half by then, each forecast is the result."""
    alike = [Course({20: n, 3: n}) for n in (50, 60, 70, 80, 90, 100)]
    found = rules.back_test(alike, Moment(days_before=10))
    assert (found.days_before, found.events, found.inside, found.inside_percent) == (10, 6, 6, 100)
    assert found.error_percent == pytest.approx(0, abs=1)
    odd = [*alike, Course({20: 50, 3: 450})]
    assert rules.back_test(odd, Moment(days_before=10)).inside == 6
    courses = histories.generated(1)
    far, near = (rules.back_test(courses, Moment(days_before=each)) for each in (40, 2))
    assert near.error_percent < far.error_percent


@settings(max_examples=examples(120))
@given(
    past=st.lists(DAYS, max_size=9),
    own=DAYS,
    now=st.integers(-2, 70),
    passed=st.floats(0, 1),
    ceiling=st.none() | st.integers(0, 300),
)
def test_a_forecast_lies_between_what_was_sold_and_what_can_be(past, own, now, passed, ceiling):
    courses = [Course(each) for each in past]
    sold = {day: tickets for day, tickets in own.items() if day >= now}
    course = Course(sold, ceiling=ceiling)
    moment = Moment(days_before=now, passed=passed)
    found = rules.expect(courses, course, moment)
    usable = [each for each in courses if each.total >= 10 and each.until(now)]
    if len(usable) < rules.FEWEST_EVENTS or course.at(moment) < rules.FEWEST_TICKETS:
        assert found is None
        assert rules.by_day(courses, course, moment, last=0) == {}
        return
    assert int(course.at(moment)) <= found.lowest <= found.tickets <= found.highest
    if ceiling is not None:
        assert found.highest <= max(ceiling, course.total)
    days = list(rules.by_day(courses, course, moment, last=0).values())
    for before, after in pairwise(days):
        assert before.tickets <= after.tickets
        assert before.lowest <= after.lowest
        assert before.highest <= after.highest
    assert all(each.lowest <= each.tickets <= each.highest for each in days)


def test_more_of_the_same_is_forecast_with_more_confidence_and_fewer_tickets_with_less():
    def width(past, sold):
        course = Course({20: sold})
        found = rules.expect(past, course, Moment(days_before=10))
        return (found.highest - found.lowest) / found.tickets

    past = histories.generated(3)
    assert width(past * 2, 60) < width(past[:6], 60)
    assert width(past, 6) > width(past, 60)


def test_enough_events_have_begun_to_sell_from_a_day_on():
    courses = [Course({day: 20}) for day in (50, 40, 30, 20, 10, 5)]
    assert rules.possible_from(courses) == 10
    assert rules.possible_from([*courses[:4], Course({60: 9})]) is None
    assert len(rules.usable(courses, Moment(days_before=10))) == 5
    assert len(rules.usable(courses, Moment(days_before=11))) == 4


def test_a_day_of_23_or_25_hours_is_over_when_its_clock_says_so():
    zone, starts_on = ZoneInfo("Europe/Brussels"), date(2026, 4, 3)
    midnight = datetime(2026, 3, 28, 23, tzinfo=UTC)
    for hours, share in ((0, 0), (11, 11 / 23), (22.99, 0.9996)):
        found = rules.moment_of(midnight + timedelta(hours=hours), starts_on, zone)
        assert (found.days_before, found.passed) == (5, pytest.approx(share, abs=1e-4))
    assert rules.moment_of(midnight + timedelta(hours=23), starts_on, zone).days_before == 4
    autumn = datetime(2026, 10, 24, 22, tzinfo=UTC)
    found = rules.moment_of(autumn + timedelta(hours=12.5), date(2026, 10, 25), zone)
    assert found == Moment(days_before=0, passed=0.5)


def test_sales_of_a_day_count_as_far_as_the_day_has_gone():
    course = Course({5: 10, 3: 20, -1: 7})
    assert [course.until(day) for day in (6, 5, 4, 3, 0, -1, -2)] == [0, 10, 10, 30, 30, 37, 37]
    assert course.at(Moment(days_before=3, passed=0.25)) == pytest.approx(15)
    assert (course.total, course.first, course.latest) == (37, 5, -1)
    assert (Course({}).total, Course({}).first) == (0, None)


def test_the_interval_reaches_as_far_as_four_of_five_were_missed():
    assert rules.reach_of([1, 2, 3, 4]) == 4
    assert rules.reach_of([9, 1, 5]) == 9
    assert rules.reach_of(range(1, 10)) == 8
    assert rules.reach_of(range(1, 12)) == pytest.approx(9.6)
