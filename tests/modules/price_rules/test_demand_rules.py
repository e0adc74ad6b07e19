"""Where demand moves a price: by the share of places that is taken and by the time that is left."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tests.modules.price_rules.test_rules import MOST_SOLD, RULES, built

from turnout.modules.price_rules import demand_rules
from turnout.modules.price_rules.rules import by_sold, by_time, decide, demand_price
from turnout.modules.price_rules.types import DemandPlan, DemandTerms, ShareBand, TimeBand

START = datetime(2026, 12, 24, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)
POOL, OTHER = UUID(int=1), UUID(int=2)
LIST_MINOR = 3000


def a_plan(by_share=(), by_time=(), **values):
    plain = {
        "ticket_type_id": UUID(int=9),
        "floor_minor": 2000,
        "ceiling_minor": 5000,
        "every_minutes": 15,
        "most_step_bp": 1000,
        "fall_back_bp": 200,
    }
    return DemandPlan(
        by_share=[ShareBand(from_bp=start, change_bp=change) for start, change in by_share],
        by_time=[TimeBand(hours_before=hours, change_bp=change) for hours, change in by_time],
        **{**plain, **values},
    )


def settles(plan, *, mark=0, hours=None, list_minor=LIST_MINOR):
    left = None if hours is None else hours * HOUR
    return demand_rules.settles_at(plan, list_minor, mark_bp=mark, left=left)


def test_the_last_band_that_began_counts_and_share_and_time_add_up():
    plan = a_plan(
        by_share=[(5000, 1000), (8000, 2500)],
        by_time=[(48, 500), (6, -1000)],
        ceiling_minor=9000,
    )
    assert [settles(plan, mark=mark) for mark in (0, 4999, 5000, 7999, 8000, 10_000)] == [
        0,
        0,
        1000,
        1000,
        2500,
        2500,
    ]
    assert [settles(plan, mark=8000, hours=hours) for hours in (49, 48, 7, 6, 0, -3)] == [
        2500,
        3000,
        3000,
        1500,
        1500,
        1500,
    ]


def test_the_price_goes_no_further_than_floor_and_ceiling_and_comes_back_from_there_at_once():
    plan = a_plan(by_share=[(0, -9000), (5000, 40_000)])
    low, high = settles(plan, mark=0), settles(plan, mark=5000)
    assert (low, high) == (-3334, 6667)
    terms = [
        DemandTerms(level_bp=each, floor_minor=2000, ceiling_minor=5000) for each in (low, high)
    ]
    assert [demand_price(each, LIST_MINOR, "EUR") for each in terms] == [2000, 5000]
    assert demand_rules.moved_level(high, low, most_step_bp=1000) == high - 1000


def test_a_price_is_rounded_half_up_to_what_can_be_paid():
    terms = DemandTerms(level_bp=1, floor_minor=0, ceiling_minor=10**6)
    assert demand_price(terms, 5000, "EUR") == 5001
    assert demand_price(terms, 4999, "EUR") == 4999
    assert (
        demand_price(DemandTerms(level_bp=50, floor_minor=0, ceiling_minor=10**6), 1000, "KWD")
        == 1010
    )


def test_an_order_that_is_let_go_leaves_the_band_only_when_the_share_is_far_behind():
    mark = demand_rules.moved_mark(0, 5000, fall_back_bp=200)
    for share in (4900, 5000, 4800):
        mark = demand_rules.moved_mark(mark, share, fall_back_bp=200)
        assert mark == 5000
    assert demand_rules.moved_mark(mark, 4799, fall_back_bp=200) == 4999


def test_the_fullest_pool_counts_and_one_without_places_has_none_taken():
    usage = {POOL: 1, OTHER: 2}
    places = {POOL: (10, 2), OTHER: (10, 4)}
    assert demand_rules.share_taken(places, usage) == 4000
    assert demand_rules.share_taken(places, usage, more=2) == 8000
    assert demand_rules.share_taken({POOL: (0, 0)}, {POOL: 1}, more=3) == 0


def test_an_event_that_is_over_is_looked_at_once_a_day_and_then_no_more():
    plan = a_plan(by_share=[(0, 100)])
    after = {
        hours: demand_rules.next_look_at(plan, START, now=START + hours * HOUR)
        for hours in (-1, 0, 24 * 31)
    }
    assert after == {
        -1: START - 45 * HOUR / 60,
        0: START + 24 * HOUR,
        24 * 31: None,
    }


CHANGES = st.integers(-10_000, 30_000)
PLANS = st.builds(
    a_plan,
    by_share=st.lists(
        st.tuples(st.integers(0, 10_000), CHANGES), max_size=5, unique_by=lambda band: band[0]
    ),
    by_time=st.lists(
        st.tuples(st.integers(1, 72), CHANGES), max_size=4, unique_by=lambda band: band[0]
    ),
    floor_minor=st.integers(0, LIST_MINOR),
    ceiling_minor=st.integers(LIST_MINOR + 1, 12_000),
    most_step_bp=st.integers(1, 5_000),
    fall_back_bp=st.integers(0, 2_000),
)


@given(
    PLANS, st.lists(st.tuples(st.integers(0, 100), st.integers(-2, 80)), min_size=1, max_size=30)
)
def test_each_move_is_as_far_as_the_plan_says_at_most_and_the_price_between_its_limits(plan, looks):
    level, mark = 0, 0
    for taken, hours in looks:
        mark = demand_rules.moved_mark(
            mark, demand_rules.share_of_places(taken, 100), fall_back_bp=plan.fall_back_bp
        )
        before, level = (
            level,
            demand_rules.moved_level(
                level, settles(plan, mark=mark, hours=hours), most_step_bp=plan.most_step_bp
            ),
        )
        assert abs(level - before) <= plan.most_step_bp
        terms = DemandTerms(
            level_bp=level, floor_minor=plan.floor_minor, ceiling_minor=plan.ceiling_minor
        )
        assert plan.floor_minor <= demand_price(terms, LIST_MINOR, "EUR") <= plan.ceiling_minor


@given(PLANS, st.integers(0, 10_000), st.integers(0, 80))
def test_a_price_that_nothing_disturbs_settles_and_stays(plan, share, hours):
    target = settles(plan, mark=share, hours=hours)
    level = 0
    for _ in range(abs(target) // plan.most_step_bp + 1):
        level = demand_rules.moved_level(level, target, most_step_bp=plan.most_step_bp)
    assert level == target
    assert demand_rules.moved_level(level, target, most_step_bp=plan.most_step_bp) == level


@given(PLANS, st.integers(0, 10_000), st.lists(st.integers(0, 2_000), max_size=20))
def test_a_share_that_falls_back_less_than_the_plan_says_moves_nothing(plan, share, back):
    mark = demand_rules.moved_mark(0, share, fall_back_bp=plan.fall_back_bp)
    for each in back:
        lower = max(0, share - min(each, plan.fall_back_bp))
        mark = demand_rules.moved_mark(mark, lower, fall_back_bp=plan.fall_back_bp)
        assert mark == share


@given(
    PLANS,
    RULES,
    st.integers(1, 40),
    st.integers(0, 40),
    st.integers(1, 3),
    st.integers(1, 4),
    st.integers(-5, 80),
)
def test_both_charts_are_the_price_at_each_number_and_each_instant(
    plan, drawn, capacity, taken, each, quantity, hours
):
    rules, at = built(drawn), START - hours * HOUR
    places, usage = {POOL: (capacity, taken), OTHER: (7, 3)}, {POOL: each, OTHER: 1}

    def terms(moment, sold):
        share = demand_rules.share_taken(places, usage, more=sold)
        level = demand_rules.settles_at(plan, LIST_MINOR, mark_bp=share, left=START - moment)
        return DemandTerms(
            level_bp=level, floor_minor=plan.floor_minor, ceiling_minor=plan.ceiling_minor
        )

    asked = {"list_minor": LIST_MINOR, "currency": "EUR", "quantity": quantity}
    points = by_sold(
        rules,
        **asked,
        at=at,
        demand_at=lambda sold: terms(at, sold),
        turns=demand_rules.turns_by_sold(plan, places, usage),
    )
    for sold in range(MOST_SOLD + 1):
        point = [each for each in points if each.sold <= sold][-1]
        found = decide(rules, **asked, at=at, sold=sold, demand=terms(at, sold))
        assert (point.unit_minor, point.name) == (found.unit_minor, found.name)
    steps = by_time(
        rules,
        **asked,
        at=at,
        sold=0,
        demand_at=lambda moment: terms(moment, 0),
        turns=demand_rules.turns_by_time(plan, START),
    )
    for half in range(-6, 80):
        moment = at + half * HOUR / 2
        if moment >= at:
            step = [each for each in steps if each.at <= moment][-1]
            found = decide(rules, **asked, at=moment, sold=0, demand=terms(moment, 0))
            assert (step.unit_minor, step.name) == (found.unit_minor, found.name)


@given(RULES, st.integers(-10_000, 30_000), st.integers(0, MOST_SOLD), st.integers(1, 8))
def test_rules_come_off_what_demand_made_and_the_lowest_counts(drawn, level, sold, quantity):
    demand = DemandTerms(level_bp=level, floor_minor=1000, ceiling_minor=9000)
    at = datetime(2026, 11, 22, 12, tzinfo=UTC)
    found = decide(
        built(drawn),
        list_minor=LIST_MINOR,
        currency="EUR",
        at=at,
        sold=sold,
        quantity=quantity,
        demand=demand,
    )
    base = demand_price(demand, LIST_MINOR, "EUR")
    plain = decide(
        built(drawn), list_minor=base, currency="EUR", at=at, sold=sold, quantity=quantity
    )
    assert (found.unit_minor, found.rule) == (plain.unit_minor, plain.rule)
    assert (found.list_minor, found.demand_minor) == (LIST_MINOR, base)
    assert 0 <= found.unit_minor <= base <= 9000
