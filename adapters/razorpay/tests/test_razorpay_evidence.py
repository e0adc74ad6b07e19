"""Evidence of disputes: Razorpay's fields and limits, once for each key, and letting go."""

from datetime import date

import pytest
from turnout_razorpay_fake.accounts import key_id_of, key_secret_of

from turnout_sdk.disputes import (
    DisputeAcceptance,
    DisputeStanding,
    Evidence,
    EvidenceFile,
    EvidenceFileKind,
)
from turnout_sdk.errors import Declined, Unavailable, Unclear
from turnout_sdk.payments import FactKind

PNG = bytes.fromhex("89504e470d0a1a0a") + b"list"
PDF = b"%PDF-1.7 receipt"


@pytest.fixture
def payment(razorpay, make_charge):
    razorpay.listen()
    return razorpay.paid(make_charge(), "pay", "dispute")


@pytest.fixture
def dispute(razorpay, payment):
    facts = razorpay.gateway().fetch(payment).facts
    return next(each.object_id for each in facts if each.kind is FactKind.DISPUTE_OPENED)


def stored(razorpay, dispute):
    return razorpay.call("GET", f"/v1/disputes/{dispute}").json()


def heard(razorpay, dispute):
    return razorpay.control(f"disputes/{dispute}")


def file(kind=EvidenceFileKind.SERVICE, **changes):
    values = {"name": "list.png", "media_type": "image/png", "content": PNG} | changes
    return EvidenceFile(kind=kind, **values)


def evidence(dispute, key="e-1", **changes):
    return Evidence(key=key, dispute_ref=dispute, **{"text": "Seen.", "files": (file(),)} | changes)


def accept(razorpay, dispute):
    return razorpay.gateway().accept_dispute(DisputeAcceptance(key="a", dispute_ref=dispute))


def refused(razorpay, wanted):
    with pytest.raises(Declined) as declined:
        razorpay.gateway().submit_evidence(wanted)
    return declined.value.code


def test_texts_make_the_summary_and_each_file_goes_to_its_field(razorpay, dispute):
    receipt = file(
        EvidenceFileKind.RECEIPT, name="r.pdf", content=PDF, media_type="application/pdf"
    )
    answer = razorpay.gateway().submit_evidence(
        evidence(
            dispute,
            customer_name="Ada Ünal",
            customer_email="ada@example.org",
            product="2 tickets",
            service_date=date(2026, 12, 14),
            access_log="18:03",
            communication="confirmed",
            terms="version 3",
            refund_terms="none",
            files=(file(), receipt, file(EvidenceFileKind.OTHER, name="map.png")),
        )
    )

    assert answer.standing is DisputeStanding.UNDER_REVIEW
    found = stored(razorpay, dispute)
    said = found["evidence"]
    assert (found["status"], said["amount"]) == ("under_review", found["amount"])
    assert said["submitted_at"] is not None
    assert said["summary"].splitlines() == [
        "Seen.",
        "Customer: Ada Ünal <ada@example.org>",
        "Product: 2 tickets",
        "Date: 2026-12-14",
        "Used: 18:03",
        "Written: confirmed",
        "Terms: version 3",
        "Refunds: none",
        "Reference: e-1",
    ]
    [document] = said["billing_proof"]
    uploaded = razorpay.call("GET", f"/v1/documents/{document}").json()
    assert (uploaded["purpose"], uploaded["name"], uploaded["mime_type"], uploaded["size"]) == (
        "dispute_evidence",
        "r.pdf",
        "application/pdf",
        len(PDF),
    )
    assert len(said["proof_of_service"]) == 1
    assert [each["type"] for each in said["others"]] == ["other"]
    names = [delivery.body for delivery in razorpay.deliver()]
    assert any(b'"payment.dispute.under_review"' in each for each in names)


def test_a_draft_stays_open_and_a_later_one_empties_what_it_leaves_out(razorpay, dispute):
    port = razorpay.gateway()
    draft = evidence(dispute, "d-1", files=(file(EvidenceFileKind.RECEIPT),), is_draft=True)
    assert port.submit_evidence(draft).standing is DisputeStanding.OPEN
    assert len(stored(razorpay, dispute)["evidence"]["billing_proof"]) == 1
    port.submit_evidence(evidence(dispute, "d-2", text="Other.", files=(), is_draft=True))
    said = stored(razorpay, dispute)["evidence"]
    assert (said["summary"], said["billing_proof"], said["submitted_at"]) == (
        "Other.\nReference: d-2",
        None,
        None,
    )
    assert heard(razorpay, dispute) == {"submissions": 0, "contents": []}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "x" * 1_000}, "evidence-too-long"),
        ({"files": (file(content=b"x" * 2_000_001),)}, "evidence-too-large"),
        ({"files": (file(media_type="text/html"),)}, "evidence-file-type"),
        ({"files": (file(), file())}, "evidence-file-kind"),
        ({"files": ()}, "evidence-needs-file"),
    ],
    ids=["text", "size", "type", "kind", "none"],
)
def test_what_is_over_a_limit_is_declined_before_anything_is_sent(razorpay, dispute, changes, code):
    before = len(razorpay.requests)
    assert refused(razorpay, evidence(dispute, **changes)) == code
    assert len(razorpay.requests) == before


def test_texts_of_the_declared_length_fit_with_every_label(razorpay, dispute):
    names = ("text", "customer_name", "product", "access_log", "communication", "terms")
    each = 800 // (len(names) + 2)
    texts = dict.fromkeys((*names, "customer_email", "refund_terms"), "x" * each)
    sent = evidence(dispute, "k" * 36, service_date=date(2026, 12, 14), **texts)
    assert razorpay.gateway().submit_evidence(sent).standing is DisputeStanding.UNDER_REVIEW


def test_a_file_as_large_as_may_be_arrives(razorpay, dispute):
    large = evidence(dispute, files=(file(content=PNG + b"x" * 1_900_000),))
    assert razorpay.gateway().submit_evidence(large).standing is DisputeStanding.UNDER_REVIEW


def test_a_file_that_is_not_what_it_says_is_declined(razorpay, dispute):
    assert refused(razorpay, evidence(dispute, files=(file(content=b"<html>"),))) == "invalid-file"
    assert stored(razorpay, dispute)["status"] == "open"


def test_after_the_deadline_nothing_is_taken(razorpay, dispute):
    razorpay.clock.advance(days=8)
    assert refused(razorpay, evidence(dispute)) == "dispute-closed"
    with pytest.raises(Declined) as declined:
        accept(razorpay, dispute)
    assert declined.value.code == "dispute-closed"
    assert stored(razorpay, dispute)["status"] == "open"


def test_the_same_evidence_again_is_answered_and_other_evidence_is_declined(razorpay, dispute):
    port = razorpay.gateway()
    port.submit_evidence(evidence(dispute))
    assert port.submit_evidence(evidence(dispute)).standing is DisputeStanding.UNDER_REVIEW
    assert refused(razorpay, evidence(dispute, "e-2")) == "dispute-closed"
    assert heard(razorpay, dispute)["submissions"] == 1


@pytest.mark.parametrize("behaviour", ["drop", "error"])
def test_evidence_whose_answer_was_lost_is_known_again(razorpay, dispute, behaviour):
    razorpay.script(behaviour, path="contest", method="PATCH")
    with pytest.raises(Unclear):
        razorpay.gateway().submit_evidence(evidence(dispute))
    again = razorpay.gateway().submit_evidence(evidence(dispute))
    assert again.standing is DisputeStanding.UNDER_REVIEW
    assert heard(razorpay, dispute)["submissions"] == 1


def test_evidence_that_did_not_arrive_is_sent_by_the_next_try(razorpay, dispute):
    razorpay.script("unavailable", path="contest", method="PATCH")
    with pytest.raises(Unavailable):
        razorpay.gateway().submit_evidence(evidence(dispute))
    assert heard(razorpay, dispute)["submissions"] == 0
    razorpay.gateway().submit_evidence(evidence(dispute))
    assert heard(razorpay, dispute)["submissions"] == 1


def test_a_dispute_that_is_let_go_is_lost_and_takes_nothing_more(razorpay, payment, dispute):
    assert accept(razorpay, dispute).standing is DisputeStanding.LOST
    assert stored(razorpay, dispute)["amount_deducted"] == 42_000
    assert accept(razorpay, dispute).standing is DisputeStanding.LOST
    assert refused(razorpay, evidence(dispute)) == "dispute-closed"
    told = {each.kind for each in razorpay.gateway().fetch(payment).facts}
    assert FactKind.DISPUTE_LOST in told


def test_a_dispute_that_was_answered_or_won_is_not_let_go(razorpay, payment, dispute):
    razorpay.gateway().submit_evidence(evidence(dispute))
    with pytest.raises(Declined):
        accept(razorpay, dispute)
    razorpay.act(payment, "dispute_won")
    with pytest.raises(Declined):
        accept(razorpay, dispute)
    assert stored(razorpay, dispute)["status"] == "won"


@pytest.mark.parametrize("ref", ["disp_1/accept", "../orders", "", "disp_00000000000000"])
def test_what_is_no_dispute_of_this_account_is_declined(razorpay, ref):
    assert refused(razorpay, evidence(ref)) == "unknown-id"
    with pytest.raises(Declined):
        accept(razorpay, ref)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"action": "send"}, "The selected action is invalid."),
        ({"amount": 42_001}, "The amount is invalid."),
        ({"summary": "x" * 1_001}, "The summary may not be greater than 1000 characters."),
        ({"shipping_proof": ["doc_none"]}, "The id provided does not exist"),
        ({"billing_proof": "doc_1"}, "The billing_proof must be an array."),
        ({"others": [{"type": "", "document_ids": []}]}, "The others.type field is required."),
        ({"action": "submit"}, "Provide a minimum of one document for contesting a dispute."),
    ],
)
def test_the_fake_refuses_what_razorpay_would(razorpay, dispute, body, said):
    answer = razorpay.call("PATCH", f"/v1/disputes/{dispute}/contest", body)
    assert answer.status_code == 400
    assert answer.json()["error"]["description"] == said
    assert stored(razorpay, dispute)["status"] == "open"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"data": {"purpose": "dispute_evidence"}, "files": {"x": b""}}, "is/are not required"),
        ({"files": {"file": ("a.png", PNG)}}, "The purpose field is required."),
        (
            {"data": {"purpose": "x"}, "files": {"file": ("a.png", PNG)}},
            "invalid document upload purpose:x",
        ),
        (
            {
                "data": {"purpose": "dispute_evidence"},
                "files": {"file": ("a.png", PNG + b"x" * 4_000_000)},
            },
            "may not be greater",
        ),
    ],
    ids=["file", "purpose", "wrong purpose", "size"],
)
def test_the_fake_refuses_documents_as_razorpay_says(razorpay, parts, said):
    key_id = key_id_of("demo")
    answer = razorpay.http.post(
        f"{razorpay.address}/v1/documents", auth=(key_id, key_secret_of(key_id)), **parts
    )
    assert answer.status_code == 400
    assert said in answer.json()["error"]["description"]
