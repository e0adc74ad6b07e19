"""Evidence of disputes: the fields of Stripe's, its limits, its files."""

from datetime import date

import pytest

from turnout_sdk.disputes import (
    DisputeAcceptance,
    DisputeStanding,
    Evidence,
    EvidenceFile,
    EvidenceFileKind,
)
from turnout_sdk.errors import Declined
from turnout_sdk.payments import FactKind
from turnout_stripe.settings import API, FILES, Settings

PNG = bytes.fromhex("89504e470d0a1a0a") + b"list"


@pytest.fixture
def dispute(stripe, make_charge):
    stripe.listen()
    ref = stripe.paid(make_charge(), "pay", "dispute")
    facts = stripe.gateway().fetch(ref).facts
    return next(each.object_id for each in facts if each.kind is FactKind.DISPUTE_OPENED)


def stored(stripe, dispute):
    return stripe.call("GET", f"/v1/disputes/{dispute}").json()


def file(kind=EvidenceFileKind.SERVICE, **changes):
    values = {"name": "list.png", "media_type": "image/png", "content": PNG} | changes
    return EvidenceFile(kind=kind, **values)


def test_each_part_goes_to_its_field_and_the_rest_into_the_free_text(stripe, dispute):
    answer = stripe.gateway().submit_evidence(
        Evidence(
            key="e-1",
            dispute_ref=dispute,
            text="They were there.",
            service_date=date(2026, 12, 14),
            access_log="18:03",
            terms="version 3",
            files=(file(), file(EvidenceFileKind.RECEIPT)),
        )
    )

    assert answer.standing is DisputeStanding.UNDER_REVIEW
    said = stored(stripe, dispute)["evidence"]
    assert said["service_date"] == "2026-12-14"
    assert said["access_activity_log"] == "18:03"
    assert said["uncategorized_text"] == "They were there.\n\nTerms: version 3"
    assert said["service_documentation"] != said["receipt"]
    assert said["customer_name"] is None
    [upload] = [each for each in (said["receipt"],) if each.startswith("file_")]
    found = stripe.call("GET", f"/v1/files/{upload}").json()
    assert (found["purpose"], found["filename"], found["type"]) == (
        "dispute_evidence",
        "list.png",
        "png",
    )


def test_a_draft_stays_open_and_a_later_one_clears_what_it_leaves_out(stripe, dispute):
    port = stripe.gateway()
    draft = Evidence(key="d-1", dispute_ref=dispute, text="A", access_log="B", is_draft=True)
    assert port.submit_evidence(draft).standing is DisputeStanding.OPEN
    port.submit_evidence(Evidence(key="d-2", dispute_ref=dispute, text="C", is_draft=True))
    said = stored(stripe, dispute)
    assert said["evidence_details"]["submission_count"] == 0
    assert (said["evidence"]["uncategorized_text"], said["evidence"]["access_activity_log"]) == (
        "C",
        None,
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": "x" * 150_001}, "evidence-too-long"),
        ({"files": (file(content=b"x" * 4_500_001),)}, "evidence-too-large"),
        ({"files": (file(media_type="text/html"),)}, "evidence-file-type"),
        ({"files": (file(), file())}, "evidence-file-kind"),
    ],
    ids=["text", "size", "type", "kind"],
)
def test_what_is_over_a_limit_is_declined_before_anything_is_sent(stripe, dispute, changes, code):
    with pytest.raises(Declined) as refused:
        stripe.gateway().submit_evidence(Evidence(key="e", dispute_ref=dispute, **changes))
    assert refused.value.code == code
    assert stored(stripe, dispute)["evidence_details"]["has_evidence"] is False


def test_a_file_as_large_as_may_be_arrives(stripe, dispute):
    large = file(content=PNG + b"x" * 4_400_000)
    sent = Evidence(key="e", dispute_ref=dispute, files=(large,))
    assert stripe.gateway().submit_evidence(sent).standing is DisputeStanding.UNDER_REVIEW


def test_a_file_that_is_none_of_theirs_is_declined(stripe, dispute):
    wrong = Evidence(key="e", dispute_ref=dispute, files=(file(content=b"<html>"),))
    with pytest.raises(Declined):
        stripe.gateway().submit_evidence(wrong)
    assert stored(stripe, dispute)["status"] == "needs_response"


def test_a_dispute_that_is_let_go_is_lost_and_takes_nothing_more(stripe, dispute):
    port = stripe.gateway()
    accepted = port.accept_dispute(DisputeAcceptance(key="a", dispute_ref=dispute))
    assert accepted.standing is DisputeStanding.LOST
    with pytest.raises(Declined):
        port.submit_evidence(Evidence(key="e", dispute_ref=dispute, text="Too late."))


@pytest.mark.parametrize(
    ("base", "files"), [(API, FILES), ("http://127.0.0.1:9", "http://127.0.0.1:9")]
)
def test_files_go_to_their_own_host_or_to_whoever_stands_in(base, files):
    settings = Settings(api_key="sk_test_a", webhook_secret="whsec_a", api_base=base)
    assert settings.files_base == files
