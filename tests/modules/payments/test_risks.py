"""What several verdicts about one payment amount to, in whatever order they were heard."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from turnout.modules.payments import risks
from turnout.modules.payments.risks import Judgement
from turnout_sdk.payments import FactKind
from turnout_sdk.risk import RiskLevel, RiskReview, RiskVerdict

NOON = datetime(2026, 12, 14, 12, tzinfo=UTC)
ALONE, PENDING = FactKind.RISK_ASSESSED, FactKind.PAYMENT_PENDING


def told(level, *, kind=ALONE, name="ch_1", minutes=0, **more):
    at = NOON + timedelta(minutes=minutes)
    return Judgement(kind, name, at, RiskVerdict(level=level, **more))


ELEVATED = told(RiskLevel.ELEVATED, score=68, reasons=("rule",), message="Look at it.")
BLOCKED = told(RiskLevel.BLOCKED, name="ch_0", score=96, reasons=("highest_risk_level",))
NORMAL = told(RiskLevel.NORMAL, score=5, minutes=1)
OPENED = told(RiskLevel.ELEVATED, name="prv_1", review=RiskReview.OPEN)
CLOSED = told(RiskLevel.ELEVATED, name="prv_1", review=RiskReview.APPROVED)
WARNED = told(RiskLevel.HIGHEST, name="issfr_1", reasons=("card_never_received",), minutes=9000)
LOOKED_AT = told(RiskLevel.ELEVATED, kind=PENDING, name="cap_1", review=RiskReview.OPEN)


@pytest.mark.parametrize(
    ("every", "has_money", "expected"),
    [
        ([], True, None),
        ([ELEVATED], True, ("elevated", 68, None)),
        ([BLOCKED], False, ("blocked", 96, None)),
        # Another card was taken after the first was blocked: what came in is what counts.
        ([BLOCKED, NORMAL], True, ("normal", 5, None)),
        ([BLOCKED, NORMAL], False, ("blocked", 96, None)),
        ([ELEVATED, OPENED, CLOSED], True, ("elevated", 68, "approved")),
        ([NORMAL, WARNED], True, ("highest", 5, None)),
        # The provider looked at it and let it through.
        ([LOOKED_AT], False, ("elevated", None, "open")),
        ([LOOKED_AT], True, None),
    ],
)
def test_the_worst_word_about_the_money_counts(every, has_money, expected):
    found = risks.amount_to(every, has_money=has_money)
    assert (found and (found.level, found.score, found.review)) == expected


def test_the_sentence_is_that_of_the_worst_and_all_reasons_are_kept():
    found = risks.amount_to([WARNED, ELEVATED], has_money=True)
    assert (found.message, found.reasons) == ("", ["rule", "card_never_received"])
    assert found.assessed_at == WARNED.told_at
    assert risks.PaymentRisk.of(risks.msgspec.to_builtins(found)) == found


@given(
    st.permutations([ELEVATED, BLOCKED, NORMAL, OPENED, CLOSED, WARNED, LOOKED_AT]),
    st.integers(0, 7),
    st.booleans(),
)
def test_order_and_repetition_change_nothing(order, cut, has_money):
    every = list(dict.fromkeys(order))
    expected = risks.amount_to(sorted(every, key=repr), has_money=has_money)
    assert risks.amount_to([*order, *order[:cut]], has_money=has_money) == expected


@pytest.mark.parametrize(
    "wrong",
    [
        "elevated",
        RiskVerdict(level="elevated"),
        RiskVerdict(level=RiskLevel.NORMAL, score=101),
        RiskVerdict(level=RiskLevel.NORMAL, reasons=("",)),
        RiskVerdict(level=RiskLevel.NORMAL, reasons=("x" * 101,)),
        RiskVerdict(level=RiskLevel.NORMAL, reasons=("x",) * 11),
    ],
)
def test_what_no_provider_would_say_is_refused(wrong):
    assert not risks.is_valid(wrong)
    assert risks.is_valid(ELEVATED.verdict)
