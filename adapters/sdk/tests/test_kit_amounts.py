"""The kit believes the provider's side about amounts, or the instructions where there is none."""

from types import SimpleNamespace

import pytest

from turnout_sdk.money import Money
from turnout_sdk.payments import Flow, NextAction, Operation, OperationState
from turnout_sdk.testing.suites.paying import require_charged
from turnout_sdk.testing.verdict import RuleBroken

EURO, YEN, DINAR = Money(4200, "EUR"), Money(4200, "JPY"), Money(4200, "KWD")


def started(asked, **instructions):
    action = NextAction(flow=Flow.INSTRUCTIONS, instructions=instructions)
    state = OperationState.PENDING
    return Operation(provider_ref="pay_1", state=state, amount=asked, next_action=action)


def harness(charged=None):
    controls = SimpleNamespace(charged=lambda ref: {"pay_1": charged}[ref])
    kit = SimpleNamespace(speaks_http=charged is not None)
    return SimpleNamespace(kit=kit, control=lambda protocol: controls)


@pytest.mark.parametrize(
    ("asked", "charged"),
    [(EURO, "42.00"), (EURO, "42"), (YEN, "4200"), (YEN, "4200.00"), (DINAR, "4.200")],
)
def test_the_amount_counts_and_not_how_it_is_written(asked, charged):
    require_charged(harness(charged), started(asked), asked)


@pytest.mark.parametrize(
    ("asked", "charged", "said"),
    [
        (EURO, "4200.00", "asked for 42.00 EUR, and the provider charges 4200.00 EUR: 100 times"),
        (YEN, "42", "asked for 4200 JPY, and the provider charges 42 JPY: 1/100 times as much"),
        (DINAR, "42.00", "asked for 4.200 KWD, and the provider charges 42.000 KWD: 10 times"),
        (EURO, "42,00", "charges '42,00', which is no amount"),
        (EURO, "42.001", "charges '42.001', which is no amount"),
    ],
)
def test_another_amount_is_named(asked, charged, said):
    with pytest.raises(RuleBroken, match=said) as raised:
        require_charged(harness(charged), started(asked), asked)
    assert raised.value.rule == "money-in-minor-units"


@pytest.mark.parametrize(
    ("asked", "text"),
    [(EURO, "42.00 EUR"), (EURO, "42,00 €"), (YEN, "¥4,200"), (DINAR, "د.ك ٤٫٢٠٠")],
)
def test_instructions_name_the_amount_in_any_language(asked, text):
    require_charged(harness(), started(asked, Amount=text, IBAN="DE02 1203"), asked)


@pytest.mark.parametrize("text", ["4200.00 EUR", "42 EUR", "0.42", ""])
def test_instructions_of_another_amount_are_refused(text):
    with pytest.raises(RuleBroken, match="none of the instructions is that amount"):
        require_charged(harness(), started(EURO, Amount=text), EURO)
