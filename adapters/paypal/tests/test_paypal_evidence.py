"""Evidence of disputes: PayPal's form and states, once for each key, and accepting the claim."""

import json
from datetime import date

import pytest

from turnout_sdk.disputes import (
    DisputeAcceptance,
    DisputeStanding,
    Evidence,
    EvidenceFile,
    EvidenceFileKind,
)
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.payments import FactKind

PNG = bytes.fromhex("89504e470d0a1a0a") + b"list"
PDF = b"%PDF-1.7 receipt"
DISPUTES = "/v1/customer/disputes"


@pytest.fixture
def payment(paypal, make_charge):
    paypal.listen()
    return paypal.paid(make_charge(), "dispute")


@pytest.fixture
def dispute(paypal, payment):
    facts = paypal.gateway().fetch(payment).facts
    return next(each.object_id for each in facts if each.kind is FactKind.DISPUTE_OPENED)


def stored(paypal, dispute):
    return paypal.call("GET", f"{DISPUTES}/{dispute}").json()


def heard(paypal, dispute):
    return paypal.call("POST", f"/_fake/disputes/{dispute}", {}).json()


def actions(paypal, dispute):
    return {each["rel"] for each in stored(paypal, dispute)["links"]}


def file(kind=EvidenceFileKind.SERVICE, **changes):
    values = {"name": "die Liste.png", "media_type": "image/png", "content": PNG} | changes
    return EvidenceFile(kind=kind, **values)


def evidence(dispute, key="e-1", **changes):
    return Evidence(key=key, dispute_ref=dispute, **{"text": "Seen.", "files": (file(),)} | changes)


def accept(paypal, dispute):
    return paypal.gateway().accept_dispute(DisputeAcceptance(key="a", dispute_ref=dispute))


def refused(paypal, wanted):
    with pytest.raises(Declined) as declined:
        paypal.gateway().submit_evidence(wanted)
    return declined.value.code


def form(paypal, dispute, action, said, *, files=()):
    headers = {"Authorization": f"Bearer {paypal.token()}"}
    parts = [("input", (None, json.dumps(said), "application/json")), *files]
    path = f"{paypal.address}{DISPUTES}/{dispute}/{action}"
    return paypal.http.post(path, files=parts, headers=headers)


def test_texts_are_the_notes_and_files_are_named_by_what_they_show(paypal, dispute):
    receipt = file(EvidenceFileKind.RECEIPT, content=PDF, media_type="application/pdf")
    answer = paypal.gateway().submit_evidence(
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
            files=(file(), receipt),
        )
    )

    assert answer.standing is DisputeStanding.UNDER_REVIEW
    [piece] = stored(paypal, dispute)["evidences"]
    assert (piece["evidence_type"], piece["source"]) == ("OTHER", "SUBMITTED_BY_SELLER")
    assert piece["documents"] == [{"name": "service.png"}, {"name": "receipt.pdf"}]
    assert piece["notes"].splitlines() == [
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
    assert any(b"CUSTOMER.DISPUTE.UPDATED" in each.body for each in paypal.deliver())


def test_evidence_is_offered_only_while_paypal_waits_for_the_seller(paypal, dispute):
    answers = {"provide_evidence", "accept_claim"}
    assert answers <= actions(paypal, dispute)
    paypal.gateway().submit_evidence(evidence(dispute, files=()))
    assert not answers & actions(paypal, dispute)


def test_while_buyer_and_seller_only_talk_nothing_can_be_answered(paypal, make_charge):
    ref = paypal.paid(make_charge(), "inquiry")
    capture = paypal.order(ref)["purchase_units"][0]["payments"]["captures"][0]["id"]
    [listed] = paypal.call("GET", f"{DISPUTES}?disputed_transaction_id={capture}").json()["items"]
    name = listed["dispute_id"]
    assert refused(paypal, evidence(name)) == "provide-evidence-not-allowed"
    with pytest.raises(Declined) as declined:
        accept(paypal, name)
    assert declined.value.code == "accept-claim-not-allowed"
    paypal.play(ref, "escalated")
    assert paypal.gateway().submit_evidence(evidence(name)).standing is DisputeStanding.UNDER_REVIEW


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"is_draft": True}, "drafts-not-kept"),
        ({"text": "x" * 2_000}, "evidence-too-long"),
        ({"files": (file(content=b"x" * 9_900_001),)}, "evidence-too-large"),
        ({"files": (file(media_type="text/html"),)}, "evidence-file-type"),
        ({"files": (file(), file())}, "evidence-file-kind"),
    ],
    ids=["draft", "text", "size", "type", "kind"],
)
def test_what_paypal_does_not_take_is_declined_before_anything_is_sent(
    paypal, dispute, changes, code
):
    before = len(paypal.requests)
    assert refused(paypal, evidence(dispute, **changes)) == code
    assert len(paypal.requests) == before


def test_texts_of_the_declared_length_fit_with_every_label(paypal, dispute):
    names = ("text", "customer_name", "product", "access_log", "communication", "terms")
    each = 1_800 // (len(names) + 2)
    texts = dict.fromkeys((*names, "customer_email", "refund_terms"), "x" * each)
    sent = evidence(dispute, "k" * 36, service_date=date(2026, 12, 14), **texts)
    assert paypal.gateway().submit_evidence(sent).standing is DisputeStanding.UNDER_REVIEW


def test_a_file_as_large_as_may_be_arrives(paypal, dispute):
    large = evidence(dispute, files=(file(content=PNG + b"x" * 9_800_000),))
    assert paypal.gateway().submit_evidence(large).standing is DisputeStanding.UNDER_REVIEW


def test_a_file_that_is_not_what_it_says_is_declined(paypal, dispute):
    wrong = evidence(dispute, files=(file(content=b"<html>"),))
    assert refused(paypal, wrong) == "INVALID_FILE_TYPE"
    assert heard(paypal, dispute)["submissions"] == 0


def test_after_the_due_date_nothing_is_taken(paypal, dispute):
    paypal.clock.advance(days=8)
    assert refused(paypal, evidence(dispute)) == "provide-evidence-not-allowed"
    with pytest.raises(Declined):
        accept(paypal, dispute)
    assert stored(paypal, dispute)["status"] == "WAITING_FOR_SELLER_RESPONSE"


def test_the_same_evidence_again_is_answered_and_other_evidence_is_declined(paypal, dispute):
    port = paypal.gateway()
    port.submit_evidence(evidence(dispute))
    assert port.submit_evidence(evidence(dispute)).standing is DisputeStanding.UNDER_REVIEW
    assert refused(paypal, evidence(dispute, "e-2")) == "provide-evidence-not-allowed"
    assert heard(paypal, dispute)["submissions"] == 1


@pytest.mark.parametrize("behaviour", ["drop", "error", "nonsense"])
def test_evidence_whose_answer_was_lost_is_known_again(paypal, dispute, behaviour):
    paypal.script(behaviour, path="provide-evidence")
    with pytest.raises(Unclear):
        paypal.gateway().submit_evidence(evidence(dispute))
    again = paypal.gateway().submit_evidence(evidence(dispute))
    assert again.standing is DisputeStanding.UNDER_REVIEW
    assert heard(paypal, dispute)["submissions"] == 1


def test_evidence_that_did_not_arrive_is_sent_by_the_next_try(paypal, dispute):
    paypal.script("unavailable", path="provide-evidence")
    with pytest.raises(Unavailable):
        paypal.gateway().submit_evidence(evidence(dispute))
    assert heard(paypal, dispute)["submissions"] == 0
    paypal.gateway().submit_evidence(evidence(dispute))
    assert heard(paypal, dispute)["submissions"] == 1


def test_an_ended_token_is_renewed_and_the_form_sent_whole(paypal, dispute):
    port = paypal.gateway()
    port.health()
    assert paypal.call("POST", "/_fake/tokens").is_success
    port.submit_evidence(evidence(dispute))
    assert len(heard(paypal, dispute)["contents"]) == 1


def test_a_claim_that_is_accepted_is_lost_and_takes_nothing_more(paypal, payment, dispute):
    assert accept(paypal, dispute).standing is DisputeStanding.LOST
    assert stored(paypal, dispute)["dispute_outcome"] == {"outcome_code": "RESOLVED_BUYER_FAVOUR"}
    assert accept(paypal, dispute).standing is DisputeStanding.LOST
    assert refused(paypal, evidence(dispute)) == "provide-evidence-not-allowed"
    told = {each.kind for each in paypal.gateway().fetch(payment).facts}
    assert FactKind.DISPUTE_LOST in told


def test_an_acceptance_whose_answer_was_lost_goes_through_again(paypal, dispute):
    paypal.script("drop", path="accept-claim")
    with pytest.raises(Unclear):
        accept(paypal, dispute)
    assert accept(paypal, dispute).standing is DisputeStanding.LOST


def test_a_dispute_that_was_answered_or_won_is_not_let_go(paypal, payment, dispute):
    paypal.gateway().submit_evidence(evidence(dispute))
    with pytest.raises(Declined):
        accept(paypal, dispute)
    paypal.play(payment, "dispute_won")
    with pytest.raises(Declined):
        accept(paypal, dispute)
    assert stored(paypal, dispute)["status"] == "RESOLVED"


@pytest.mark.parametrize("ref", ["PP-D-NONE", "../../notifications/webhooks", "PP-D-1/accept"])
def test_what_is_no_dispute_of_this_account_is_declined(paypal, ref):
    assert refused(paypal, evidence(ref)) == "INVALID_RESOURCE_ID"
    with pytest.raises(Declined):
        accept(paypal, ref)


def test_an_app_without_the_feature_is_misconfigured(paypal, dispute):
    paypal.script("forbidden", path="provide-evidence")
    with pytest.raises(Misconfigured):
        paypal.gateway().submit_evidence(evidence(dispute))


@pytest.mark.parametrize(
    ("action", "said", "issue"),
    [
        ("provide-evidence", {}, "MISSING_REQUIRED_PARAMETER"),
        ("provide-evidence", {"evidences": [{"evidence_type": "LOOT"}]}, "INVALID_PARAMETER_VALUE"),
        (
            "provide-evidence",
            {"evidences": [{"evidence_type": "OTHER", "notes": "x" * 2_001}]},
            "INVALID_STRING_LENGTH",
        ),
        (
            "provide-evidence",
            {"evidences": [{"evidence_type": "OTHER", "documents": [{"name": "ü.png"}]}]},
            "INVALID_PARAMETER_SYNTAX",
        ),
        (
            "provide-evidence",
            {"evidences": [{"evidence_type": "OTHER", "documents": [{"name": "a.png"}]}]},
            "MISSING_REQUIRED_PARAMETER",
        ),
        ("provide-evidence", {"evidence": []}, "UNKNOWN_PARAMETER"),
        ("accept-claim", {"note": "x" * 2_001}, "INVALID_STRING_LENGTH"),
        ("accept-claim", {"accept_claim_type": "GIFT"}, "INVALID_PARAMETER_VALUE"),
        ("accept-claim", {"accept_claim_type": "PARTIAL_REFUND"}, "ACCEPT_CLAIM_TYPE_NOT_ALLOWED"),
    ],
)
def test_the_fake_refuses_what_paypal_would(paypal, dispute, action, said, issue):
    answer = form(paypal, dispute, action, said)
    assert answer.status_code in (400, 422)
    assert answer.json()["details"][0]["issue"] == issue
    assert stored(paypal, dispute)["status"] == "WAITING_FOR_SELLER_RESPONSE"


def test_the_fake_takes_forms_only_and_files_below_ten_megabytes(paypal, dispute):
    plain = paypal.call("POST", f"{DISPUTES}/{dispute}/provide-evidence", {"evidences": []})
    assert plain.json()["details"][0]["issue"] == "INVALID_PARAMETER_SYNTAX"
    large = ("evidence-file", ("a.png", PNG + b"x" * 10_000_000, "image/png"))
    answer = form(paypal, dispute, "provide-evidence", {"evidences": [{}]}, files=[large])
    assert answer.json()["details"][0]["issue"] == "INVALID_FILE_SIZE"
