"""A channel's prices against what a ticket type may cost, and what they leave as it is."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.catalog import api as catalog
from turnout.modules.sales_channels import rules
from turnout.modules.ticket_prices.api import CurrencyPrice
from turnout_sdk.money import Money

CURRENCIES = ("EUR", "USD", "JPY", "KWD")
AMOUNTS = st.dictionaries(st.sampled_from(CURRENCIES), st.integers(1, 10**9))


def offer(own="EUR", minor=2500, *, kind="paid", **further):
    return catalog.Offer(
        ticket_type_id=UUID(int=1),
        pool_id=UUID(int=2),
        name="Standard",
        description="",
        kind=kind,
        price=Money(minor, own),
        tax_rate_bp=1900,
        minimum=1,
        maximum=10,
        sales_start_at=None,
        sales_end_at=None,
        state="on_sale",
        is_hidden=False,
        position=1,
        version=1,
        prices={key: CurrencyPrice(price_minor=each) for key, each in further.items()},
    )


@given(
    own=st.sampled_from(CURRENCIES),
    minor=st.integers(1, 10**9),
    further=AMOUNTS,
    prices=AMOUNTS,
)
def test_a_channel_charges_its_price_where_it_has_one_and_else_the_ticket_types(
    own, minor, further, prices
):
    further.pop(own, None)
    stated = offer(own, minor, **further)
    there = rules.at_channel_prices(stated, prices)
    for currency in CURRENCIES:
        before, after = (catalog.in_currency(each, currency) for each in (stated, there))
        if before is None:
            assert after is None, "a channel sells in no other currency"
            continue
        assert after.price == Money(prices.get(currency, before.price.minor), currency)
        if after.own_price is not None:
            assert after.own_price == stated.price
    same = replace(there, price=stated.price, prices=stated.prices, own_price=None)
    assert same == stated


@pytest.mark.parametrize("kind", ["free", "donation"])
def test_what_has_no_fixed_price_is_left_as_it_is(kind):
    stated = offer(kind=kind, minor=0)
    assert rules.at_channel_prices(stated, {"EUR": 100}) == stated


@pytest.mark.parametrize(
    ("prices", "faults"),
    [
        ({}, []),
        ({"EUR": 1}, []),
        ({"EUR": 0}, [("/prices/EUR", "nothing")]),
        ({"USD": 100}, []),
        ({"JPY": 100, "GBP": 0}, [("/prices/JPY", "not-sold-in"), ("/prices/GBP", "not-sold-in")]),
        ({"KWD": 1005}, [("/prices/KWD", "step")]),
    ],
)
def test_faults_are_named_by_their_currency(prices, faults):
    found = rules.faults_of_prices(prices, offer(USD=2700, KWD=8250))
    assert [(each.pointer, each.code) for each in found] == faults
