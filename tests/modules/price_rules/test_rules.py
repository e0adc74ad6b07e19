"""The price of a unit by rules, instant, units sold and quantity."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.price_rules.rules import (
    by_sold,
    by_time,
    decide,
    granted,
    obstacle,
    offer_price,
    price_by,
    reasons,
)
from turnout.modules.price_rules.types import PriceTerms

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOST_SOLD = 30


def a_rule(number=1, **values):
    plain = {
        "kind": "early_bird",
        "name": f"Rule {number}",
        "price_minor": None,
        "percent_bp": None,
        "starts_at": None,
        "ends_at": None,
        "sold_from": 0,
        "sold_until": None,
        "minimum_quantity": 1,
        "maximum_quantity": None,
    }
    return PriceTerms(id=UUID(int=number), **{**plain, **values})


def price(*rules, at=NOW, sold=0, quantity=1, list_minor=3000, currency="EUR"):
    return decide(
        rules, list_minor=list_minor, currency=currency, at=at, sold=sold, quantity=quantity
    )


def test_a_share_is_rounded_half_up_to_what_can_be_paid():
    third = a_rule(percent_bp=3333)
    assert price_by(third, 1000, "EUR", quantity=1) == 667
    assert price_by(third, 10_000, "KWD", quantity=1) == 6670  # whole hundredths of a dinar
    assert price_by(a_rule(percent_bp=10_000), 1005, "KWD", quantity=1) == 0


def test_a_window_has_its_first_instant_and_not_its_last():
    rule = a_rule(price_minor=2000, starts_at=NOW, ends_at=NOW + HOUR)
    assert [price(rule, at=NOW + shift).unit_minor for shift in (-HOUR, 0 * HOUR, HOUR)] == [
        3000,
        2000,
        3000,
    ]


def test_among_equal_prices_the_older_rule_is_named():
    one, other = a_rule(1, price_minor=2000), a_rule(2, price_minor=2000)
    assert price(other, one).rule == one


def test_each_rule_has_its_reason_and_the_one_that_decided_comes_first():
    rules = [
        a_rule(1, price_minor=2500),
        a_rule(2, price_minor=2000),
        a_rule(3, price_minor=1000, ends_at=NOW),
        a_rule(4, price_minor=1000, sold_until=5),
        a_rule(5, price_minor=1000, kind="quantity", minimum_quantity=5),
    ]
    asked = {"at": NOW, "sold": 5, "quantity": 1}
    found = reasons(rules, price(*rules, sold=5), currency="EUR", **asked)
    assert [(each.name, each.outcome, each.unit_minor) for each in found] == [
        ("Rule 2", "applied", 2000),
        ("Rule 1", "higher", 2500),
        ("Rule 3", "over", None),
        ("Rule 4", "sold-out", None),
        ("Rule 5", "too-few", None),
    ]


def test_where_nobody_counts_what_is_sold_no_rule_depends_on_it():
    shown = offer_price(
        [a_rule(price_minor=1000, sold_until=9), a_rule(2, price_minor=2000, ends_at=NOW + HOUR)],
        list_minor=3000,
        currency="EUR",
        at=NOW,
        sold=None,
        least=1,
        most=3,
    )
    assert (shown.unit_minor, shown.name, shown.left) == (2000, "Rule 2", None)


RULES = st.lists(
    st.builds(
        dict,
        value=st.one_of(
            st.builds(lambda p: {"price_minor": p}, st.integers(0, 5000)),
            st.builds(lambda p: {"percent_bp": p}, st.integers(1, 10_000)),
            st.builds(
                lambda pay, more: {"take_units": pay + more, "pay_units": pay},
                st.integers(1, 3),
                st.integers(1, 3),
            ),
        ),
        starts=st.integers(-3, 3),
        lasts=st.integers(1, 4),
        sold_from=st.integers(0, 10),
        units=st.none() | st.integers(1, 10),
        least=st.integers(1, 5),
        more=st.none() | st.integers(0, 5),
    ),
    max_size=6,
)


def built(drawn):
    return [
        a_rule(
            number,
            **each["value"],
            starts_at=NOW + each["starts"] * HOUR,
            ends_at=NOW + (each["starts"] + each["lasts"]) * HOUR,
            sold_from=each["sold_from"],
            sold_until=None if each["units"] is None else each["sold_from"] + each["units"],
            minimum_quantity=each["least"],
            maximum_quantity=None if each["more"] is None else each["least"] + each["more"],
        )
        for number, each in enumerate(drawn, start=1)
    ]


@given(RULES, st.integers(0, MOST_SOLD), st.integers(1, 8), st.integers(0, 4000))
def test_the_price_is_the_lowest_of_the_rules_in_force_and_never_above_the_list(
    drawn, sold, quantity, list_minor
):
    rules = built(drawn)
    found = price(*rules, sold=sold, quantity=quantity, list_minor=list_minor)
    in_force = [each for each in rules if not obstacle(each, at=NOW, sold=sold, quantity=quantity)]

    def makes(rule):
        return price_by(rule, list_minor, "EUR", quantity=quantity)

    lowest = min([list_minor, *(makes(each) for each in in_force)])
    assert 0 <= found.unit_minor == lowest <= list_minor
    assert (found.rule is None) == (found.unit_minor == list_minor)
    assert price(*rules[::-1], sold=sold, quantity=quantity, list_minor=list_minor) == found


@given(RULES, st.integers(0, MOST_SOLD), st.integers(1, 8))
def test_a_price_stands_for_as_many_sold_as_it_says(drawn, sold, quantity):
    rules = built(drawn)
    found = price(*rules, sold=sold, quantity=quantity)
    assert found.sold_from <= sold
    assert found.sold_until is None or sold + quantity <= found.sold_until
    last = MOST_SOLD if found.sold_until is None else found.sold_until - quantity
    for other in range(found.sold_from, last + 1):
        again = price(*rules, sold=other, quantity=quantity)
        assert (again.unit_minor, again.rule) == (found.unit_minor, found.rule)


@given(RULES, st.integers(0, MOST_SOLD), st.integers(1, 4), st.integers(0, 8))
def test_what_a_page_shows_is_what_an_order_of_that_quantity_costs(drawn, sold, least, more):
    rules = built(drawn)
    shown = offer_price(
        rules, list_minor=3000, currency="EUR", at=NOW, sold=sold, least=least, most=least + more
    )
    for quantity in range(least, least + more + 1):
        step = [each for each in shown.by_quantity if each.from_quantity <= quantity][-1]
        assert step.unit_minor == price(*rules, sold=sold, quantity=quantity).unit_minor


@given(RULES, st.integers(1, 8))
def test_the_chart_by_units_sold_is_the_price_at_each_number(drawn, quantity):
    rules = built(drawn)
    points = by_sold(rules, list_minor=3000, currency="EUR", at=NOW, quantity=quantity)
    assert points[0].sold == 0
    for sold in range(MOST_SOLD + 1):
        point = [each for each in points if each.sold <= sold][-1]
        found = price(*rules, sold=sold, quantity=quantity)
        assert (point.unit_minor, point.name) == (
            found.unit_minor,
            found.rule.name if found.rule else "",
        )


@given(RULES, st.integers(0, MOST_SOLD), st.integers(1, 8), st.integers(-8, 16))
def test_the_chart_by_time_is_the_price_at_each_instant(drawn, sold, quantity, halves):
    rules, moment = built(drawn), NOW + halves * HOUR / 2
    points = by_time(
        rules, list_minor=3000, currency="EUR", at=NOW - 4 * HOUR, sold=sold, quantity=quantity
    )
    point = [each for each in points if each.at <= moment][-1]
    assert point.unit_minor == price(*rules, at=moment, sold=sold, quantity=quantity).unit_minor


@given(
    st.integers(0, 10**6),
    st.integers(1, 9),
    st.integers(1, 9),
    st.integers(1, 60),
    st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_units_of_a_multibuy_together_cost_what_is_paid_for_less_a_rounding_of_each(
    base, pay, more, quantity, currency
):
    base -= base % 10
    step = 10 if currency == "KWD" else 1
    deal = a_rule(kind="multibuy", take_units=pay + more, pay_units=pay)
    unit = price_by(deal, base, currency, quantity=quantity)
    groups, rest = divmod(quantity, pay + more)
    owed = base * (groups * pay + rest)
    assert owed - quantity * step < unit * quantity <= owed
    assert unit % step == 0
    if not groups:
        assert obstacle(deal, at=NOW, sold=0, quantity=quantity) == "too-few"


def members_of(*rules):
    return [replace(rule, kind="member", member_group="staff", sold_until=None) for rule in rules]


@given(
    st.lists(st.integers(0, 4000), max_size=4),
    st.lists(st.integers(0, 4000), max_size=4),
    st.sets(st.integers(1, 8)),
    st.integers(1, 5),
)
def test_a_member_price_lowers_the_price_of_members_and_of_nobody_else(
    own, everybodys, entitled, quantity
):
    plain = [a_rule(n, price_minor=each) for n, each in enumerate(everybodys, start=1)]
    members = members_of(*(a_rule(n, price_minor=each) for n, each in enumerate(own, start=5)))
    others = price(*plain, quantity=quantity)
    assert price(*plain, *members, quantity=quantity) == others
    ids = {UUID(int=each) for each in entitled}
    mine = price(*granted([*plain, *members], ids), quantity=quantity)
    lowest = [each for n, each in enumerate(own, start=5) if n in entitled]
    assert mine.unit_minor == min([others.unit_minor, *lowest])
    shown = offer_price(
        [*plain, *members], list_minor=3000, currency="EUR", at=NOW, sold=0, least=1, most=5
    )
    assert shown.unit_minor == price(*plain).unit_minor
    assert all(each.unit_minor < shown.unit_minor for each in shown.members)
    assert len(shown.members) == sum(each < shown.unit_minor for each in own)
