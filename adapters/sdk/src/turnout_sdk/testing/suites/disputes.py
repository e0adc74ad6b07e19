"""Answering disputes: evidence, and letting one go."""

from typing import Any

import pytest

from turnout_sdk.disputes import (
    DisputeAcceptance,
    DisputeStanding,
    Evidence,
    EvidenceFile,
    EvidenceFileKind,
)
from turnout_sdk.errors import AdapterError, Declined
from turnout_sdk.fakes import ClosesDisputes, Disputes, HearsEvidence
from turnout_sdk.payments import FactKind
from turnout_sdk.testing.harness import AdapterHarness, new_key
from turnout_sdk.testing.suites.paying import at_once, facts, lose_answer, paid, require_one_key
from turnout_sdk.testing.suites.suite import Suite, rule
from turnout_sdk.testing.verdict import broken

RULE = "disputes-answered"
TEXTS = {
    "text": "They were there: see when the ticket was used.",
    "customer_name": "Ada Ünal",
    "customer_email": "ada@example.org",
    "product": "2 tickets for Night on the Quay",
    "access_log": "Ticket 1 of 2: admitted 2026-12-14 18:03 UTC",
    "communication": "order-confirmed, sent 2026-11-20 09:00 UTC",
    "terms": "Agreed to version 3 on 2026-11-20 09:00 UTC",
    "refund_terms": "Everything until 7 days before, then nothing",
}
PICTURE = bytes.fromhex("89504e470d0a1a0a") + b"a picture of a signed list"


LIST = EvidenceFile(
    kind=EvidenceFileKind.SERVICE, name="list.png", media_type="image/png", content=PICTURE
)


def evidence(harness: AdapterHarness, dispute_ref: str, **changes: Any) -> Evidence:
    """All texts, with a file where the provider takes nothing without one."""
    files = (LIST,) if harness.capabilities.dispute_evidence.needs_file else ()
    return Evidence(key=new_key(), dispute_ref=dispute_ref, **{**TEXTS, "files": files, **changes})


def disputed(harness: AdapterHarness) -> tuple[Any, str, str]:
    """Have a payment paid and disputed: the port, the payment and its dispute."""
    port = harness.open()
    payment = paid(harness, port).provider_ref
    harness.control(Disputes).dispute(payment)
    for each in facts(harness, port, payment):
        if each.kind is FactKind.DISPUTE_OPENED:
            return port, payment, each.object_id
    pytest.fail("a dispute that was opened is not among the facts")


class SendingEvidence(Suite):
    """Capability: dispute_evidence."""

    @rule(RULE)
    def test_every_text_of_the_evidence_reaches_the_provider(self, harness: AdapterHarness) -> None:
        port, _, dispute = disputed(harness)
        answer = port.submit_evidence(evidence(harness, dispute))
        arrived = "\n".join(harness.control(HearsEvidence).evidence_texts(dispute))
        missing = [name for name, said in TEXTS.items() if said not in arrived]
        if missing:
            broken(RULE, f"of the evidence is nowhere at the provider: {', '.join(missing)}")
        assert answer.dispute_ref == dispute
        assert answer.standing in (DisputeStanding.UNDER_REVIEW, DisputeStanding.WON)

    @rule(RULE)
    def test_a_file_of_the_evidence_arrives_as_it_is(self, harness: AdapterHarness) -> None:
        if "image/png" not in harness.capabilities.dispute_evidence.file_types:
            pytest.skip("the provider takes no pictures")
        port, _, dispute = disputed(harness)
        port.submit_evidence(evidence(harness, dispute, files=(LIST,)))
        assert harness.control(HearsEvidence).evidence_files(dispute) == [PICTURE]

    @rule(RULE)
    def test_a_draft_is_not_sent_and_is_replaced(self, harness: AdapterHarness) -> None:
        if not harness.capabilities.dispute_evidence.drafts:
            pytest.skip("the provider keeps no drafts")
        port, _, dispute = disputed(harness)
        heard = harness.control(HearsEvidence)
        draft = port.submit_evidence(evidence(harness, dispute, text="Not yet.", is_draft=True))
        if heard.times_submitted(dispute) or draft.standing is not DisputeStanding.OPEN:
            broken(RULE, "a draft of evidence was sent to the bank")
        port.submit_evidence(evidence(harness, dispute))
        assert "Not yet." not in "\n".join(heard.evidence_texts(dispute))
        assert heard.times_submitted(dispute) == 1

    @rule(RULE)
    def test_evidence_is_sent_once(self, harness: AdapterHarness) -> None:
        port, _, dispute = disputed(harness)
        port.submit_evidence(evidence(harness, dispute))
        with pytest.raises(Declined):
            port.submit_evidence(evidence(harness, dispute, text="And another thing."))
        assert harness.control(HearsEvidence).times_submitted(dispute) == 1

    @rule(RULE)
    def test_a_dispute_that_is_decided_takes_no_evidence(self, harness: AdapterHarness) -> None:
        port, payment, dispute = disputed(harness)
        harness.control(ClosesDisputes).close_dispute(payment, won=False)
        with pytest.raises(Declined):
            port.submit_evidence(evidence(harness, dispute))
        assert harness.control(HearsEvidence).times_submitted(dispute) == 0

    @rule("idempotency-keys-passed-on", wire=True)
    def test_evidence_whose_answer_was_lost_is_sent_once(self, harness: AdapterHarness) -> None:
        port, _, dispute = disputed(harness)
        wanted = evidence(harness, dispute)
        lose_answer(harness, lambda: port.submit_evidence(wanted))
        assert port.submit_evidence(wanted).standing is not DisputeStanding.OPEN
        assert harness.control(HearsEvidence).times_submitted(dispute) == 1
        require_one_key(harness, wanted.key)

    @rule("concurrent-operations-safe")
    def test_the_same_evidence_several_times_at_once_is_sent_once(
        self, harness: AdapterHarness
    ) -> None:
        port, _, dispute = disputed(harness)
        wanted = evidence(harness, dispute)
        done, refused = at_once([lambda: port.submit_evidence(wanted)] * 4)
        assert len(done) + len(refused) == 4
        assert all(isinstance(each, AdapterError) for each in refused)
        assert harness.control(HearsEvidence).times_submitted(dispute) == 1


class AcceptingDisputes(Suite):
    """Capability: dispute_acceptance."""

    @rule(RULE)
    def test_a_dispute_that_is_accepted_is_lost(self, harness: AdapterHarness) -> None:
        port, payment, dispute = disputed(harness)
        accepted = port.accept_dispute(DisputeAcceptance(key=new_key(), dispute_ref=dispute))
        assert accepted.standing is DisputeStanding.LOST
        told = facts(harness, port, payment)
        assert dispute in {each.object_id for each in told if each.kind is FactKind.DISPUTE_LOST}

    @rule(RULE)
    def test_a_dispute_that_is_decided_is_not_accepted(self, harness: AdapterHarness) -> None:
        port, payment, dispute = disputed(harness)
        harness.control(ClosesDisputes).close_dispute(payment, won=True)
        with pytest.raises(Declined):
            port.accept_dispute(DisputeAcceptance(key=new_key(), dispute_ref=dispute))

    @rule("unclear-outcomes-reported", wire=True)
    def test_an_acceptance_whose_answer_was_lost_goes_through_again(
        self, harness: AdapterHarness
    ) -> None:
        port, _, dispute = disputed(harness)
        wanted = DisputeAcceptance(key=new_key(), dispute_ref=dispute)
        lose_answer(harness, lambda: port.accept_dispute(wanted))
        # Letting go twice is letting go once, also for a provider that takes no key for it.
        assert port.accept_dispute(wanted).standing is DisputeStanding.LOST
