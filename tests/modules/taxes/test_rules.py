"""Tax to the cent: tables of cases, and what must hold for every basket."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.catalog.api import price_line
from turnout.modules.taxes import api as taxes
from turnout.modules.taxes.api import Item, Party, Portion, Prices, TaxedLine

rates = st.sampled_from([0, 250, 550, 700, 1000, 1900, 2000, 2100, 2500, 8100])
items = st.lists(
    st.builds(Item, st.integers(0, 500_000), st.integers(1, 20), rates), min_size=1, max_size=12
)
portions = st.lists(
    st.integers(0, 100_000).flatmap(
        lambda gross: st.builds(Portion, rates, st.just(gross), st.integers(0, gross))
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.parametrize(
    ("prices", "unit", "quantity", "rate", "net", "tax", "gross"),
    [
        (Prices.INCLUSIVE, 1190, 1, 1900, 1000, 190, 1190),
        (Prices.INCLUSIVE, 100, 1, 1900, 84, 16, 100),
        (Prices.INCLUSIVE, 5, 1, 1000, 5, 0, 5),
        (Prices.INCLUSIVE, 999, 3, 0, 2997, 0, 2997),
        (Prices.EXCLUSIVE, 1000, 1, 1900, 1000, 190, 1190),
        (Prices.EXCLUSIVE, 50, 1, 100, 50, 1, 51),  # half a cent goes up
        (Prices.EXCLUSIVE, 333, 3, 700, 999, 70, 1069),
    ],
)
def test_one_line(prices, unit, quantity, rate, net, tax, gross):
    [line] = taxes.tax_lines([Item(unit, quantity, rate)], prices)
    assert line == TaxedLine(rate, net, tax, gross)


def test_one_line_is_taxed_as_the_catalog_prices_it():
    for unit in range(0, 2000, 7):
        [line] = taxes.tax_lines([Item(unit, 3, 1900)], Prices.INCLUSIVE)
        priced = price_line(unit, 3, tax_rate_bp=1900)
        assert (line.net_minor, line.tax_minor) == (priced.net, priced.tax)


def test_the_cents_of_a_total_go_to_the_largest_remainders():
    lines = taxes.tax_lines([Item(10, 1, 1900)] * 3, Prices.EXCLUSIVE)  # 1.9 each, 5.7 together
    assert [line.tax_minor for line in lines] == [2, 2, 2]
    lines = taxes.tax_lines([Item(5, 1, 1000)] * 4, Prices.EXCLUSIVE)  # 0.5 each, 2 together
    assert [line.tax_minor for line in lines] == [1, 1, 0, 0]


@given(items, st.sampled_from(Prices))
def test_lines_rates_and_total_always_agree(basket, prices):
    lines = taxes.tax_lines(basket, prices)
    assert all(line.net_minor + line.tax_minor == line.gross_minor for line in lines)
    for item, line in zip(basket, lines, strict=True):
        amount = item.unit_minor * item.quantity
        assert amount == (line.gross_minor if prices is Prices.INCLUSIVE else line.net_minor)
        divisor = 10_000 + (item.rate_bp if prices is Prices.INCLUSIVE else 0)
        assert abs(line.tax_minor * divisor - amount * item.rate_bp) < divisor + divisor / 2
    for total in taxes.summarise(lines):
        same = [line for line in lines if line.rate_bp == total.rate_bp]
        assert total.gross_minor == sum(line.gross_minor for line in same)
        amount = total.gross_minor if prices is Prices.INCLUSIVE else total.net_minor
        divisor = 10_000 + (total.rate_bp if prices is Prices.INCLUSIVE else 0)
        assert abs(2 * (total.tax_minor * divisor - amount * total.rate_bp)) <= divisor


@given(items)
def test_a_net_basket_is_what_its_gross_prices_say(basket):
    """Tax on top, then taken out of the same sums again: nothing is lost between."""
    for total in taxes.summarise(taxes.tax_lines(basket, Prices.EXCLUSIVE)):
        [back] = taxes.tax_lines([Item(total.gross_minor, 1, total.rate_bp)], Prices.INCLUSIVE)
        assert abs(back.net_minor - total.net_minor) <= 1


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
def test_a_split_loses_and_invents_nothing(amount, weights):
    if not sum(weights):
        amount = 0
    parts = taxes.allocate(amount, weights)
    assert sum(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * sum(weights) - amount * weight) < max(1, sum(weights))


@pytest.mark.parametrize(("amount", "weights"), [(-1, [1]), (1, [2, -1]), (1, [0, 0]), (1, [])])
def test_what_cannot_be_split_is_refused(amount, weights):
    with pytest.raises(ValueError, match="not negative"):
        taxes.allocate(amount, weights)


@given(portions, st.lists(st.floats(0, 1), max_size=6))
def test_refunds_in_any_steps_add_up_to_the_whole_by_rate(sold, steps):
    left = list(sold)
    for step in [*steps, 1.0]:
        rest = sum(portion.gross_minor for portion in left)
        amount = rest if step == 1.0 else int(rest * step)
        back = taxes.take_back(amount, left)
        assert sum(portion.gross_minor for portion in back) == amount
        left = [
            Portion(a.rate_bp, a.gross_minor - b.gross_minor, a.tax_minor - b.tax_minor)
            for a, b in zip(left, back, strict=True)
        ]
        assert all(0 <= portion.tax_minor <= portion.gross_minor for portion in left)
    assert all(portion.gross_minor == portion.tax_minor == 0 for portion in left)


def test_more_than_is_left_cannot_go_back():
    with pytest.raises(ValueError, match="more than is left"):
        taxes.take_back(101, [Portion(1900, 100, 16)])


def test_a_reverse_charge_shows_no_tax_and_keeps_what_was_paid():
    [line] = taxes.without_tax(taxes.tax_lines([Item(1190, 1, 1900)], Prices.INCLUSIVE))
    assert line == TaxedLine(0, 1190, 0, 1190)


BERLIN, LYON = Party("DE", "DE136695976"), Party("FR", "FR40303265045")


@pytest.mark.parametrize(
    ("seller", "buyer", "owes"),
    [
        (BERLIN, LYON, True),
        (BERLIN, Party("GR", "EL094014201"), True),
        (BERLIN, Party("DE", "DE115235681"), False),
        (BERLIN, Party("FR", ""), False),
        (BERLIN, Party("FR", "FR123"), False),
        (BERLIN, Party("FR", "FR41303265045"), False),
        (BERLIN, Party("FR", "DE115235681"), False),
        (BERLIN, Party("CH", "CHE123456789"), False),
        (Party("DE", ""), LYON, False),
        (Party("GB", "GB123456789"), LYON, False),
    ],
)
def test_who_owes_the_tax(seller, buyer, owes):
    assert taxes.owes_reverse_charge(seller, buyer) is owes


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("DE 136.695.976", "DE"),
        ("atu13585627", "AT"),
        ("EL094014201", "GR"),
        ("NL004495445B01", "NL"),
        ("NL123456789B13", "NL"),
        ("IE6433435OA", "IE"),
        ("BE0697449992", "BE"),
        ("XI123456789", "GB"),
        ("XIGD001", "GB"),
        ("DE13669597", None),
        ("DE١٣٦٦٩٥٩٧٦", "DE"),
        ("DE 136–695–976", "DE"),
        ("US123456789", None),
        ("GB123456789", None),
        ("", None),
    ],
)
def test_vat_numbers_are_known_by_form_and_check_digits(text, country):
    assert taxes.country_of_vat_id(text) == country
    assert taxes.is_vat_id(text) is (country is not None)


@pytest.mark.parametrize(
    "text", ["DE123456789", "ATU12345678", "NL123456789B01", "IE1234567WA", "FR41303265045"]
)
def test_a_number_whose_check_digits_are_wrong_is_none(text):
    assert taxes.country_of_vat_id(text) is None


@pytest.mark.parametrize(
    "text", ["BE697449992", "GR094014201", "EL94014201", "RO1630615123457", "EU372000041"]
)
def test_what_the_library_would_complete_or_fold_is_none_as_before(text):
    assert taxes.country_of_vat_id(text) is None
