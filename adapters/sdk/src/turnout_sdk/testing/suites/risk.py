"""What a provider says of the risk of a charge: told with the payment, by webhook and by asking."""

from typing import Any

import pytest

from turnout_sdk.fakes import AssessesRisk
from turnout_sdk.payments import FactKind, Update
from turnout_sdk.risk import RiskLevel, RiskVerdict
from turnout_sdk.testing.harness import AdapterHarness, has_verb
from turnout_sdk.testing.suites.paying import charge, collected, facts
from turnout_sdk.testing.suites.suite import Suite, rule
from turnout_sdk.testing.verdict import broken
from turnout_sdk.webhooks import Delivery

RULE = "risk-told"
_HIGHEST_SCORE = 100
_LEVELS = (RiskLevel.ELEVATED, RiskLevel.HIGHEST)


class AssessingRisk(Suite):
    """Capability: risk_levels."""

    @rule("described-as-data")
    def test_only_levels_that_there_are_are_declared(self, harness: AdapterHarness) -> None:
        declared = harness.capabilities.risk_levels
        assert declared <= set(RiskLevel), f"not known: {declared - set(RiskLevel)}"

    @rule(RULE)
    @pytest.mark.parametrize("level", _LEVELS, ids=str)
    def test_the_level_of_a_charge_is_told(self, harness: AdapterHarness, level: RiskLevel) -> None:
        port, payment = _paid(harness, level)
        told = facts(harness, port, payment)
        _require_verdicts(harness, told, level)
        assert {each.provider_ref for each in told} == {payment}

    @rule(RULE)
    def test_a_webhook_tells_it_too(self, harness: AdapterHarness) -> None:
        level = max(harness.capabilities.risk_levels & set(_LEVELS), default=RiskLevel.BLOCKED)
        port, payment = _paid(harness, level)

        def enough(deliveries: list[Delivery]) -> bool:
            return any(each and each.risk for each in map(port.read, deliveries))

        deliveries = harness.running.inbox.wait(harness.account, enough)
        told = [each for each in map(port.read, deliveries) if each is not None]
        _require_verdicts(harness, told, level)
        assert {each.provider_ref for each in told} == {payment}

    @rule(RULE)
    def test_a_blocked_try_brings_no_money(self, harness: AdapterHarness) -> None:
        port, payment = _paid(harness, RiskLevel.BLOCKED)
        if collected(facts(harness, port, payment)):
            broken(RULE, "money came in by a try that the provider blocked")


def _paid(harness: AdapterHarness, level: RiskLevel) -> tuple[Any, str]:
    """Have a buyer of that risk pay, where the provider knows the level."""
    if level not in harness.capabilities.risk_levels:
        pytest.skip(f"the provider calls no risk {level.value}")
    port = harness.open()
    if not has_verb(port, "read") and not has_verb(port, "fetch"):
        pytest.fail("fill in: fetch")
    payment = port.start(charge(harness)).provider_ref
    harness.control(AssessesRisk).pay_at_risk(payment, level.value)
    return port, payment


def _require_verdicts(harness: AdapterHarness, told: list[Update], level: RiskLevel) -> None:
    verdicts = [each.risk for each in told if each.risk is not None]
    if level not in {each.level for each in verdicts}:
        broken(RULE, f"a risk that the provider calls {level.value} is not told")
    for each in verdicts:
        _require_sound(harness, each)
    for fact in told:
        if fact.kind is FactKind.RISK_ASSESSED and fact.risk is None:
            broken(RULE, "a risk was assessed, and the fact carries no verdict")


def _require_sound(harness: AdapterHarness, verdict: RiskVerdict) -> None:
    if verdict.level not in harness.capabilities.risk_levels:
        broken(RULE, f"the level {verdict.level!r} is told and not declared")
    if verdict.score is not None and not 0 <= verdict.score <= _HIGHEST_SCORE:
        broken(RULE, f"a score is from 0 to {_HIGHEST_SCORE}, not {verdict.score}")
