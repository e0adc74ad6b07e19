"""Evidence: what the platform states, the draft, sending it once, letting a dispute go."""

import io
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from PIL import Image
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.work import drain
from tests.modules.payments import acme as playing

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.ids import new_id
from turnout.modules.disputes.service import responses
from turnout_sdk.disputes import EvidenceFileKind
from turnout_sdk.payments import FactKind


def picture():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out.getvalue()


def upload(desk, data=None, name="list.png"):
    """A private file of the organization: its id."""
    organization = desk.counter.shop.organization
    answer = desk.counter.client.post(
        f"/api/v1/organizations/{organization.id}/files",
        headers=bearer(organization.owner),
        data={"file": (io.BytesIO(data or picture()), name, "image/png")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def send_again(desk, dispute_id):
    [response] = desk.case(dispute_id)["responses"]
    organization_id = desk.counter.ctx.organization_id
    responses.send_response(system_in(organization_id, "tests"), UUID(response["id"]))


def test_the_platform_states_what_it_knows_of_the_order(desk):
    case = desk.case(desk.disputed())

    facts = {each["topic"]: each["text"] for each in case["facts"]}
    assert facts["product"].startswith(f"Order {case['dispute']['description']} of ")
    assert "1 × " in facts["product"]
    assert "@" in facts["buyer"]
    assert "refund" in facts["refund_terms"]
    assert "check_ins" not in facts
    assert (case["can_submit"], case["can_accept"], case["obstacle"]) == (True, True, None)
    assert case["limits"]["file_types"] == ["image/png"]


def test_a_draft_is_kept_over_the_version_that_was_seen(desk):
    dispute_id = desk.disputed()
    saved = desk.draft(dispute_id, text=" They came. ", topics=["product", "buyer", "product"])
    assert saved.status_code == 200
    assert (saved.json["text"], saved.json["topics"]) == ("They came.", ["product", "buyer"])
    stale = desk.call(
        "PUT",
        f"/{dispute_id}/evidence",
        json={"text": "x", "topics": [], "files": []},
        headers={"If-Match": '"1"'},
    )
    assert stale.status_code == 412
    assert desk.acme.evidence == []


def test_what_is_sent_is_the_draft_with_the_chosen_facts_and_files_once(desk):
    dispute_id = desk.disputed()
    file = upload(desk)
    chosen = [{"file_id": file, "kind": "service"}]
    saved = desk.draft(dispute_id, topics=["product", "refund_terms"], files=chosen)
    assert saved.json["files"][0]["name"] == "list.png"

    key = {"Idempotency-Key": new_id().hex, "If-Match": saved.headers["ETag"]}
    first = desk.answer(dispute_id, "submit", **key)
    again = desk.answer(dispute_id, "submit", **key)
    assert (first.status_code, again.json["id"]) == (202, first.json["id"])
    drain()

    [sent] = desk.acme.evidence
    assert sent.dispute_ref == "dp_1"
    assert sent.text == "They were there."
    assert sent.product.startswith("Order REG-")
    assert (sent.customer_name, sent.access_log) == ("", "")
    [attached] = sent.files
    assert attached.kind is EvidenceFileKind.SERVICE
    assert attached.content.startswith(b"\x89PNG")

    case = desk.case(dispute_id)
    [response] = case["responses"]
    assert (response["state"], response["standing"]) == ("done", "under_review")
    assert {each["topic"] for each in response["facts"]} == {"product", "refund_terms"}
    assert response["asked_by"] != ""
    assert (case["can_submit"], case["can_accept"], case["obstacle"]) == (False, False, "answered")
    assert desk.answer(dispute_id, "submit").json["code"] == "disputes.answered"
    assert [each["kind"] for each in desk.facts("disputes.answered.v1")] == ["evidence"]


def test_evidence_without_a_file_is_refused_where_the_provider_needs_one(desk):
    strict = replace(playing.CAPABILITIES.dispute_evidence, needs_file=True)
    with playing.installed(desk.acme, dispute_evidence=strict):
        dispute_id = desk.disputed()
        desk.draft(dispute_id)
        assert desk.case(dispute_id)["limits"]["needs_file"] is True
        refused = desk.answer(dispute_id, "submit")
        assert refused.status_code == 422
        assert [each["pointer"] for each in refused.json["errors"]] == ["/files"]
        desk.draft(dispute_id, files=[{"file_id": upload(desk), "kind": "service"}])
        assert desk.answer(dispute_id, "submit").status_code == 202
        drain()
    assert len(desk.acme.evidence) == 1


def test_a_lost_answer_is_asked_again_under_its_key(desk):
    dispute_id = desk.disputed()
    desk.draft(dispute_id)
    desk.acme.lose_answers = 1
    desk.answer(dispute_id, "submit")
    drain()
    assert desk.case(dispute_id)["responses"][0]["state"] == "sending"
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        send_again(desk, dispute_id)
        send_again(desk, dispute_id)
    assert desk.case(dispute_id)["responses"][0]["state"] == "done"
    assert len(desk.acme.evidence) == 1


def test_what_the_provider_refuses_is_said_and_may_be_sent_anew(desk):
    dispute_id = desk.disputed()
    desk.draft(dispute_id)
    desk.acme.evidence_refused = True
    desk.answer(dispute_id, "submit")
    drain()
    case = desk.case(dispute_id)
    assert (case["responses"][0]["state"], case["responses"][0]["error"]) == (
        "refused",
        "evidence-wrong",
    )
    desk.acme.evidence_refused = False
    assert desk.answer(dispute_id, "submit").status_code == 202


def test_a_dispute_that_is_let_go_is_lost(desk):
    dispute_id = desk.disputed()
    assert desk.answer(dispute_id, "accept").status_code == 202
    drain()
    assert desk.acme.accepted == ["dp_1"]
    case = desk.case(dispute_id)
    assert (case["dispute"]["state"], case["responses"][0]["standing"]) == ("lost", "lost")
    assert desk.answer(dispute_id, "submit").json["code"] == "disputes.decided"


def test_nothing_is_sent_after_the_deadline_not_even_what_waited(desk):
    dispute_id = desk.disputed(days=1)
    desk.draft(dispute_id)
    with clock.frozen(clock.now() + timedelta(days=1, seconds=1)):
        for step in ("submit", "accept"):
            refused = desk.answer(dispute_id, step)
            assert (refused.status_code, refused.json["code"]) == (409, "disputes.deadline-passed")
        assert desk.case(dispute_id)["obstacle"] == "deadline"
    desk.answer(dispute_id, "submit")
    with clock.frozen(clock.now() + timedelta(days=1, seconds=1)):
        send_again(desk, dispute_id)
    assert desk.acme.evidence == []
    assert desk.case(dispute_id)["responses"][0]["error"] == "deadline"


@pytest.mark.parametrize("kind", [FactKind.DISPUTE_WON, FactKind.DISPUTE_LOST])
def test_nothing_is_sent_once_it_is_decided(desk, kind):
    dispute_id = desk.disputed()
    desk.end(kind)
    assert desk.answer(dispute_id, "accept").json["code"] == "disputes.decided"
    assert desk.case(dispute_id)["obstacle"] == "decided"


def test_what_is_wrong_is_said_at_its_field(desk):
    dispute_id = desk.disputed()
    file, other = upload(desk), upload(desk, name="b.png")

    def pointers(**changes):
        answer = desk.draft(dispute_id, **changes)
        assert answer.status_code == 422, answer.json
        return [each["pointer"] for each in answer.json["errors"]]

    assert pointers(files=[{"file_id": str(new_id()), "kind": "other"}]) == ["/files/0/file_id"]
    both = [{"file_id": each, "kind": "receipt"} for each in (file, other)]
    assert pointers(files=both) == ["/files/1/kind"]
    assert pointers(text="x" * 2_001) == ["/text"]
    assert pointers(topics=["weather"]) == ["/topics/0"]
    desk.draft(dispute_id, text=" ")
    empty = desk.answer(dispute_id, "submit")
    assert [each["pointer"] for each in empty.json["errors"]] == ["/text"]


def test_a_provider_without_such_an_api_is_left_to_its_own_page(desk):
    order = desk.counter.order().pay()
    order.settle("dispute")
    desk.counter.deliver(order.told())
    drain()
    [dispute] = desk.call("GET", "").json["items"]
    case = desk.case(dispute["id"])
    assert (case["obstacle"], case["can_submit"], case["limits"]) == ("provider", False, None)
    desk.draft(dispute["id"])
    assert desk.answer(dispute["id"], "submit").json["code"] == "disputes.not-offered"


def test_disputes_are_answered_by_managers_of_this_organization(desk):
    dispute_id = desk.disputed()
    staff = add_member(desk.counter.shop.organization, "staff")
    assert desk.call("GET", f"/{dispute_id}", user=staff).status_code == 403
    other = make_organization()
    elsewhere = f"/api/v1/organizations/{other.id}/payment-disputes/{dispute_id}"
    found = desk.counter.client.get(elsewhere, headers=bearer(other.owner))
    assert (found.status_code, found.json["code"]) == (404, "disputes.none")
