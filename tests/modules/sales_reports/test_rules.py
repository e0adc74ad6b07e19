"""Lines and days of reports, whatever was sold: sums of lines are the totals."""

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.prove.counts import examples

from turnout.modules.sales_reports import rules
from turnout.modules.sales_reports.types import ComparedEvent, SoldOfDay

NOBODY = UUID(int=0)
SALES = st.lists(
    st.tuples(
        st.sampled_from(["EUR", "USD"]),
        st.builds(
            SoldOfDay,
            days_before=st.integers(-20, 60),
            orders=st.integers(1, 9),
            tickets=st.integers(0, 9),
            gross_minor=st.integers(0, 9999),
        ),
    ),
    max_size=12,
)


def side(sold, days_before_now):
    return ComparedEvent(
        event_id=NOBODY,
        title="",
        starts_on=date(2026, 6, 1),
        currency=rules.main_currency(sold),
        days_before_now=days_before_now,
        tickets=0,
        gross_minor=0,
    )


@settings(max_examples=examples(200))
@given(SALES, SALES, st.integers(-30, 70))
def test_each_compared_day_has_what_was_sold_until_then_and_days_to_come_have_nothing(
    sold, others, now
):
    event, other = side(sold, now), side(others, -400)
    days = rules.compared_days(event, other, sold, others)
    places = [each.days_before for each in days]
    assert places == sorted(set(places), reverse=True)
    if sold or others:
        assert len(places) == places[0] - places[-1] + 1
        assert places[-1] <= 0
    for day in days:
        expected = rules.sold_until(sold, day.days_before, event.currency)
        shown = (day.tickets, day.gross_minor)
        assert shown == ((None, None) if day.days_before < now else expected)
        assert (day.other_tickets, day.other_gross_minor) == rules.sold_until(
            others, day.days_before, other.currency
        )


def test_a_thousand_days_are_compared_at_most_and_those_before_count_in_the_first():
    day = SoldOfDay(days_before=5000, orders=1, tickets=3, gross_minor=30)
    sold = [("EUR", day)]
    days = rules.compared_days(side(sold, -1), side([], -1), sold, [])
    assert len(days) == rules.MOST_DAYS
    assert (days[0].tickets, days[-1].days_before) == (3, 0)


@settings(max_examples=examples(100))
@given(days=st.sets(st.dates(date(2025, 9, 1), date(2026, 12, 31)), max_size=60))
def test_days_lie_in_few_spans_of_time_that_do_not_overlap(days):
    zone = ZoneInfo("America/New_York")
    spans = rules.spans_of_days(days, zone)
    assert len(spans) <= rules.MOST_SPANS
    assert sorted(spans) == spans
    for day in days:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
        assert sum(first <= noon < last for first, last in spans) == 1


def test_days_on_end_are_one_span_and_of_too_many_the_nearest_are_taken_together():
    first = date(2026, 3, 1)
    week = [first + timedelta(days=each) for each in range(7)]
    assert len(rules.spans_of_days(week, ZoneInfo("UTC"))) == 1
    apart = [first + timedelta(days=30 * each) for each in range(rules.MOST_SPANS)]
    spans = rules.spans_of_days([*apart, apart[2] + timedelta(days=2)], ZoneInfo("UTC"))
    assert len(spans) == rules.MOST_SPANS
    starts_at, ends_at = spans[2]
    assert timedelta(days=3) <= ends_at - starts_at < timedelta(days=4)
