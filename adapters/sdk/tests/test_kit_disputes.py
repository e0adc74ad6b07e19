"""The suites of disputes find what is wrong with an adapter, and pass one that is right."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest

from turnout_sdk.disputes import DisputeAnswer, DisputeStanding, Evidence, EvidenceLimits
from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.payments import (
    Capabilities,
    FactKind,
    Method,
    Operation,
    OperationState,
    Update,
)
from turnout_sdk.testing import quality
from turnout_sdk.testing.suites.disputes import AcceptingDisputes, SendingEvidence
from turnout_sdk.testing.verdict import RuleBroken

REF, DISPUTE = "pay_1", "dp_1"
LIMITS = EvidenceLimits(
    text_length=10_000, file_bytes=1_000, file_types=frozenset({"image/png"}), drafts=True
)


@dataclass
class Bank:
    """The provider's side: one payment, one dispute, and what was heard of it."""

    standing: DisputeStanding | None = None
    heard: Evidence | None = None
    keys: list[str] = field(default_factory=list)
    submitted: int = 0

    def pay(self, _: str) -> None: ...

    def dispute(self, _: str) -> None:
        self.standing = DisputeStanding.OPEN

    def close_dispute(self, _: str, *, won: bool) -> None:
        self.standing = DisputeStanding.WON if won else DisputeStanding.LOST

    def evidence_texts(self, _: str) -> list[str]:
        said = self.heard
        return [] if said is None else [said.text, said.terms, said.product, *self._more(said)]

    def _more(self, said: Evidence) -> list[str]:
        return [
            said.customer_name, said.customer_email, said.access_log, said.communication,
            said.refund_terms,
        ]  # fmt: skip

    def evidence_files(self, _: str) -> list[bytes]:
        return [each.content for each in self.heard.files] if self.heard else []

    def times_submitted(self, _: str) -> int:
        return self.submitted


class Right:
    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    def start(self, charge: Any) -> Operation:
        return Operation(provider_ref=REF, state=OperationState.NEEDS_ACTION, amount=charge.amount)

    def fetch(self, provider_ref: str) -> Operation:
        ended = {DisputeStanding.LOST: FactKind.DISPUTE_LOST}.get(self.bank.standing)
        kinds = [FactKind.DISPUTE_OPENED] if self.bank.standing else []
        facts = tuple(
            Update(
                delivery_id=kind.value,
                provider_ref=provider_ref,
                kind=kind,
                object_id=DISPUTE,
                amount=Money(4200, "EUR"),
                occurred_at=datetime(2026, 2, 3, tzinfo=UTC),
            )
            for kind in (*kinds, *([ended] if ended else []))
        )
        amount = Money(4200, "EUR")
        return Operation(
            provider_ref=provider_ref, state=OperationState.SUCCEEDED, amount=amount, facts=facts
        )

    def submit_evidence(self, evidence: Evidence) -> DisputeAnswer:
        self.require_open()
        self.bank.heard = evidence
        if not evidence.is_draft:
            self.bank.submitted += 1
            self.bank.standing = DisputeStanding.UNDER_REVIEW
        return self.answer()

    def accept_dispute(self, _: Any) -> DisputeAnswer:
        self.require_open()
        self.bank.standing = DisputeStanding.LOST
        return self.answer()

    def require_open(self) -> None:
        if self.bank.standing is not DisputeStanding.OPEN:
            raise Declined("closed", "This dispute is closed.")

    def answer(self) -> DisputeAnswer:
        return DisputeAnswer(
            dispute_ref=DISPUTE, standing=self.bank.standing or DisputeStanding.OPEN
        )


class Forgetful(Right):
    """Has no field for the terms and leaves them out."""

    def submit_evidence(self, evidence: Evidence) -> DisputeAnswer:
        return super().submit_evidence(replace(evidence, terms=""))


class Hasty(Right):
    """Sends drafts."""

    def submit_evidence(self, evidence: Evidence) -> DisputeAnswer:
        return super().submit_evidence(replace(evidence, is_draft=False))


class Insistent(Right):
    """Sends evidence whatever became of the dispute."""

    def require_open(self) -> None: ...


class Polite(Right):
    """Says that a dispute was accepted, and leaves it open."""

    def accept_dispute(self, _: Any) -> DisputeAnswer:
        return DisputeAnswer(dispute_ref=DISPUTE, standing=DisputeStanding.LOST)


class Stage:
    """As much of a harness as these suites ask for."""

    capabilities: ClassVar = Capabilities(
        currencies=frozenset({"EUR"}),
        methods=(Method(key="card", title="Card"),),
        disputes=True,
        dispute_evidence=LIMITS,
        dispute_acceptance=True,
    )

    def __init__(self, port: type[Right]) -> None:
        self.bank = Bank()
        self.port = port(self.bank)

    def open(self) -> Right:
        return self.port

    def control(self, _: type) -> Bank:
        return self.bank


SENDING = [
    "test_every_text_of_the_evidence_reaches_the_provider",
    "test_a_file_of_the_evidence_arrives_as_it_is",
    "test_a_draft_is_not_sent_and_is_replaced",
    "test_evidence_is_sent_once",
    "test_a_dispute_that_is_decided_takes_no_evidence",
    "test_the_same_evidence_several_times_at_once_is_sent_once",
]
ACCEPTING = [
    "test_a_dispute_that_is_accepted_is_lost",
    "test_a_dispute_that_is_decided_is_not_accepted",
]


def play(test: str, port: type[Right]) -> None:
    suite = SendingEvidence if test in SENDING else AcceptingDisputes
    getattr(suite(), test)(Stage(port))


@pytest.mark.parametrize("test", SENDING + ACCEPTING)
def test_an_adapter_that_is_right_passes(test):
    play(test, Right)


@pytest.mark.parametrize(
    ("port", "test"),
    [
        (Forgetful, SENDING[0]),
        (Hasty, SENDING[2]),
        (Insistent, SENDING[3]),
        (Insistent, SENDING[4]),
        (Insistent, ACCEPTING[1]),
        (Polite, ACCEPTING[0]),
    ],
)
def test_a_mistake_is_found(port, test):
    with pytest.raises((RuleBroken, pytest.fail.Exception, AssertionError)):
        play(test, port)


def test_a_failure_names_the_text_that_is_missing():
    with pytest.raises(RuleBroken, match="nowhere at the provider: terms"):
        play(SENDING[0], Forgetful)


def test_no_level_asks_for_the_rule_and_a_claim_of_it_is_no_fault():
    [rule] = [each for each in quality.RULES if each.key == "disputes-answered"]
    every = {each.key: "done" for each in quality.rules_of("payments") if each != rule}
    every.pop(quality.POINTING)
    claimed = quality.Quality(level="gold", rules=every)
    assert quality.faults(claimed, "payments") == []
    both = quality.Quality(level="gold", rules={**every, rule.key: "done"})
    assert quality.faults(both, "payments") == []
