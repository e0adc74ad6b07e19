"""Donations, tables, add-ons and bundles: what a line of each costs, takes and admits."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.offers import OTHER_POOL, POOL, a_part, an_offer

from turnout.kernel.errors import Invalid
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout_sdk.money import Money


def codes(refusal):
    return [(each.pointer, each.code) for each in refusal.value.errors]


def test_a_donor_gives_the_suggested_amount_unless_they_say_another():
    gift = an_offer(kind="donation", price=Money(1000, "EUR"), minimum_price_minor=300)
    assert catalog.quote_line(gift, 2).price.gross == 2000
    assert catalog.quote_line(gift, 2, amount_minor=300).price.gross == 600


@pytest.mark.parametrize(("amount", "code"), [(299, "too-little"), (10**12 + 1, "too-much")])
def test_a_gift_outside_its_bounds_names_the_amount(amount, code):
    gift = an_offer(kind="donation", minimum_price_minor=300)
    with pytest.raises(Invalid) as refusal:
        catalog.quote_line(gift, 1, amount_minor=amount, pointer="/lines/3")
    assert codes(refusal) == [("/lines/3/amount_minor", code)]


def test_a_fixed_price_cannot_be_talked_down():
    with pytest.raises(Invalid) as refusal:
        catalog.quote_line(an_offer(), 1, amount_minor=1)
    assert codes(refusal) == [("/amount_minor", "fixed-price")]
    assert catalog.quote_line(an_offer(), 1, amount_minor=2500).unit_minor == 2500


@pytest.mark.parametrize(
    ("currency", "minor"), [("JPY", 500), ("EUR", 1050), ("TND", 10_500), ("IQD", 999_999)]
)
def test_amounts_of_every_exponent_stay_whole_minor_units(currency, minor):
    line = catalog.quote_line(an_offer(price=Money(minor, currency)), 3)
    assert line.price.gross == 3 * minor
    assert line.price.net + line.price.tax == 3 * minor


@given(st.integers(1, 100), st.integers(1, 10))
def test_a_table_takes_a_place_for_each_of_its_guests(places, quantity):
    table = an_offer(places=places)
    line = catalog.quote_line(table, quantity)
    assert line.pool_usage == {POOL: places * quantity}
    assert line.seats == {table.ticket_type_id: places * quantity}
    assert line.price.gross == 2500 * quantity


def test_a_bundle_takes_what_its_parts_take_and_asks_for_their_guests():
    day, table = an_offer(), an_offer(places=4, pool_id=OTHER_POOL)
    shirt = an_offer(sold_as="add_on", places=0)
    bundle = an_offer(
        sold_as="bundle", places=0, parts=(a_part(day, 2), a_part(table, 1), a_part(shirt, 3))
    )
    line = catalog.quote_line(bundle, 2)
    assert line.pool_usage == {POOL: 2 * (2 + 3), OTHER_POOL: 2 * 4}
    assert line.seats == {day.ticket_type_id: 4, table.ticket_type_id: 8}


def test_a_bundle_with_a_pool_of_its_own_is_limited_by_it_too():
    own = new_id()
    bundle = an_offer(sold_as="bundle", places=0, pool_id=own, parts=(a_part(an_offer(), 2),))
    assert bundle.pool_usage == {POOL: 2, own: 1}
    assert bundle.units_left({POOL: 100, own: 3}) == 3
    assert bundle.units_left({POOL: 5, own: 3}) == 2
    assert bundle.units_left({POOL: 5}) == 0


@given(
    st.dictionaries(st.sampled_from([POOL, OTHER_POOL]), st.integers(0, 50)),
    st.lists(
        st.tuples(st.integers(1, 4), st.integers(1, 5), st.booleans()), min_size=1, max_size=4
    ),
)
def test_what_is_left_fits_and_one_more_does_not(remaining, contents):
    parts = tuple(
        a_part(an_offer(places=places, pool_id=POOL if first else OTHER_POOL), quantity)
        for quantity, places, first in contents
    )
    bundle = an_offer(sold_as="bundle", places=0, pool_id=parts[0].pool_id, parts=parts)
    left = bundle.units_left(remaining)

    def fits(units):
        return all(
            each * units <= remaining.get(pool, 0) for pool, each in bundle.pool_usage.items()
        )

    assert fits(left)
    assert not fits(left + 1)


def test_an_add_on_comes_with_its_ticket_only():
    ticket, stranger = an_offer(), an_offer()
    dinner = an_offer(
        sold_as="add_on",
        places=0,
        requires_ticket_types=(ticket.ticket_type_id,),
        maximum_per_ticket=2,
    )
    catalog.require_together([(ticket, 2), (dinner, 4)])
    with pytest.raises(Invalid) as alone:
        catalog.require_together([(stranger, 5), (dinner, 1)])
    assert codes(alone) == [("/lines/1/ticket_type_id", "needs-ticket")]
    with pytest.raises(Invalid) as many:
        catalog.require_together([(dinner, 5), (ticket, 2)])
    assert codes(many) == [("/lines/0/quantity", "too-many-for-tickets")]


def test_tickets_inside_tables_and_bundles_count_for_add_ons():
    ticket, table = an_offer(), an_offer(places=8)
    bundle = an_offer(sold_as="bundle", places=0, parts=(a_part(ticket, 3),))
    dinner = an_offer(
        sold_as="add_on", places=0, maximum_per_ticket=1,
        requires_ticket_types=(ticket.ticket_type_id, table.ticket_type_id),
    )  # fmt: skip
    catalog.require_together([(bundle, 2), (table, 1), (dinner, 14)])
    with pytest.raises(Invalid):
        catalog.require_together([(bundle, 2), (table, 1), (dinner, 15)])


def test_a_bundle_may_itself_be_what_an_add_on_goes_with():
    bundle = an_offer(sold_as="bundle", places=0, parts=(a_part(an_offer(), 3),))
    parking = an_offer(
        sold_as="add_on",
        places=0,
        requires_ticket_types=(bundle.ticket_type_id,),
        maximum_per_ticket=1,
    )
    catalog.require_together([(bundle, 2), (parking, 2)])
    with pytest.raises(Invalid):
        catalog.require_together([(bundle, 2), (parking, 3)])


@pytest.mark.parametrize(
    ("wanted", "name", "description"),
    [
        ("de", "Normal", "Beides"),
        ("de-AT", "Normal", "Beides"),
        ("pt-BR", "Inteira", "Two days"),
        ("pt", "Regular", "Two days"),
        ("fr", "Regular", "Two days"),
        ("", "Regular", "Two days"),
    ],
)
def test_texts_fall_back_field_by_field(wanted, name, description):
    offer = an_offer(
        description="Two days",
        translations={
            "de": catalog.Wording(name="Normal", description="Beides"),
            "pt-br": catalog.Wording(name="Inteira"),
        },
    )
    shown = catalog.in_language(offer, wanted)
    assert (shown.name, shown.description) == (name, description)


def test_ids_are_of_the_parts_and_not_of_the_bundle():
    part = an_offer()
    bundle = an_offer(sold_as="bundle", places=0, parts=(a_part(part, 1),))
    assert all(isinstance(each, UUID) for each in bundle.seats)
    assert bundle.ticket_type_id not in bundle.seats
