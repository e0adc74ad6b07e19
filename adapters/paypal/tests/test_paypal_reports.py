"""PayPal's report, read as lines of settlement."""

from datetime import timedelta

from turnout_sdk.money import Money
from turnout_sdk.payments import Refund
from turnout_sdk.settlements import SettlementKind


def test_the_report_has_a_line_for_every_movement(paypal, make_charge):
    since = paypal.clock.now()
    gateway, ref = paypal.gateway(), paypal.paid(make_charge(), "dispute", "dispute_won")
    back = gateway.refund(Refund(key="r1", provider_ref=ref, amount=Money(1200, "EUR")))
    paypal.clock.advance(hours=1)
    lines = list(gateway.settlements(since, paypal.clock.now()))
    by_kind = {each.kind: each for each in lines}
    charge_line, refund_line = by_kind[SettlementKind.CHARGE], by_kind[SettlementKind.REFUND]
    assert (charge_line.gross.minor, charge_line.fee.minor, charge_line.net.minor) == (
        4200,
        140,
        4060,
    )
    assert refund_line.gross == Money(-1200, "EUR")
    assert refund_line.object_id == back.provider_ref
    assert {each.provider_ref for each in lines} == {ref}
    moved = [each.gross.minor for each in lines if each.kind is SettlementKind.DISPUTE]
    assert sorted(moved) == [-4200, 4200]


def test_the_end_of_a_period_belongs_to_the_next_one(paypal, make_charge):
    """PayPal counts both ends in."""
    since, gateway, ref = paypal.clock.now(), paypal.gateway(), paypal.paid(make_charge())
    later = since + timedelta(seconds=1)
    assert list(gateway.settlements(since - timedelta(days=1), since)) == []
    assert [each.provider_ref for each in gateway.settlements(since, later)] == [ref]
    assert list(gateway.settlements(later, later + timedelta(days=1))) == []


def test_a_report_of_many_lines_and_of_a_long_time_is_read_in_pieces(paypal, make_charge):
    since = paypal.clock.now()
    refs = []
    for number in range(6):
        refs.append(paypal.paid(make_charge(f"k{number}", reference=f"p{number}")))
        paypal.clock.advance(days=9)
    paypal.change(most_lines=1)
    paypal.paid(make_charge("x", reference="x"))
    paypal.clock.advance(seconds=7)
    refs.append(paypal.paid(make_charge("y", reference="y")))
    lines = list(paypal.gateway().settlements(since, paypal.clock.now() + timedelta(hours=1)))
    assert [each.provider_ref for each in lines if each.provider_ref in refs] == refs
    assert len(lines) == 8
    assert lines == sorted(lines, key=lambda each: each.occurred_at)
