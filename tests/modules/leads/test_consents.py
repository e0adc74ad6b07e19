"""Ticket holders agree, take back, and see who has their details; nobody else agrees for them."""

import pytest
from tests.factories.people import bearer
from tests.factories.work import drain

from turnout.kernel.db.tx import transaction
from turnout.modules.orders import api as orders

KEPT = """
    SELECT is_given, statement, statement_version, wording, language, shares
    FROM lead_consents WHERE organization_id = %(organization_id)s
"""
NOTES = "SELECT note FROM leads WHERE organization_id = %(organization_id)s"


def kept(expo, text=KEPT):
    with transaction(expo.shop.organizer) as tx:
        return tx.query(text, tx.here())


def test_nobody_agrees_unless_they_say_so(expo):
    found = expo.guest().consent().json
    assert (found["is_offered"], found["is_given"], found["shared_with"]) == (True, False, [])
    assert found["shares"] == [
        "Your name",
        "Your email address",
        "Your answer to “Company”",
        "Your answer to “Role”",
    ]


def test_what_was_agreed_to_is_kept_with_its_words_version_and_moment(expo):
    answer = expo.guest().say(is_given=True, language="de")
    assert answer.json["given_at"]
    [(is_given, statement, version, wording, language, shares)] = kept(expo)
    assert (is_given, version, language) == (True, 1, "de")
    assert wording
    assert "Ihr Name" in statement
    assert shares == ["email", "answer:company", "answer:role"]


def test_the_organizers_own_sentence_is_what_is_agreed_to(expo):
    expo.set_up(statement="The sponsors may call me.")
    guest = expo.guest()
    assert guest.consent().json["statement"] == "The sponsors may call me."
    guest.agree()
    assert kept(expo)[0][1].startswith("The sponsors may call me.\n- Your name")


def test_what_was_added_later_is_not_shared_until_they_agree_again(expo):
    guest, member = expo.ada(), expo.member()
    expo.set_up(question_keys=["role", "diet"])
    lead = member.collected(guest)
    assert [each["label"] for each in lead["answers"]] == ["Role"]
    assert guest.consent().json["is_changed"] is True
    guest.agree()
    assert guest.consent().json["is_changed"] is False
    [again] = member.leads()
    assert [each["label"] for each in again["answers"]] == ["Role", "Diet"]


def test_what_the_organizer_takes_away_is_not_shown_any_more(expo):
    member = expo.member()
    member.collected(expo.ada())
    expo.set_up(shares_email=False, company_question=None, question_keys=[])
    [lead] = member.leads()
    assert (lead["email"], lead["company"], lead["answers"]) == (None, "", [])
    assert member.leads("?q=engine.example") == []


def test_a_statement_that_changed_meanwhile_is_read_again(expo):
    guest = expo.guest()
    expo.set_up(shares_email=False)
    answer = guest.say(is_given=True, statement_version=1)
    assert (answer.status_code, answer.json["code"]) == (409, "leads.statement-changed")
    assert answer.json["statement_version"] == 2


def test_taking_back_empties_every_sponsors_lead_at_once(expo):
    guest, mo, ro = expo.ada(), expo.member(), expo.member(expo.glow, "Ro")
    mo.collected(guest, note="Budget in May", rating="hot", tags=["Demo"])
    ro.collected(guest)
    answer = guest.say(is_given=False)
    assert (answer.json["is_given"], len(answer.json["shared_with"])) == (False, 2)
    for member in (mo, ro):
        [lead] = member.leads()
        assert lead["state"] == "withdrawn"
        said = (lead["name"], lead["email"], lead["company"], lead["note"], lead["tags"])
        assert said == ("", None, "", "", [])
    assert kept(expo, NOTES) == [("",), ("",)]
    marks = {"rating": "hot", "tags": [], "note": "Still mine"}
    refused = mo.ask("PUT", f"/leads/{mo.leads()[0]['id']}", marks, **{"If-Match": '"2"'})
    assert (refused.status_code, refused.json["code"]) == (409, "leads.withdrawn")
    assert mo.scan(guest).json["reason"] == "no_consent"


def test_what_was_taken_back_comes_back_only_with_a_new_scan(expo):
    guest, member = expo.ada(), expo.member()
    member.collected(guest, note="Budget in May")
    guest.say(is_given=False)
    guest.agree()
    assert member.leads()[0]["state"] == "withdrawn"
    lead = member.collected(guest)
    assert (lead["name"], lead["note"]) == ("Ada Lovelace", "")


def test_one_sponsor_loses_what_it_has_and_gets_no_more_until_it_is_allowed(expo):
    guest, mo, ro = expo.ada(), expo.member(), expo.member(expo.glow, "Ro")
    mo.collected(guest)
    ro.collected(guest)
    assert guest.refuse(expo.wicks) == 204
    assert guest.refuse(expo.wicks) == 204
    assert mo.leads()[0]["state"] == "withdrawn"
    assert ro.leads()[0]["state"] == "active"
    assert mo.scan(guest).json["reason"] == "withdrawn"
    blocked = {
        each["sponsor_name"]: each["is_blocked"] for each in guest.consent().json["shared_with"]
    }
    assert blocked == {"Wicks": True, "Glow": False}
    assert guest.allow(expo.wicks) == 204
    assert mo.leads()[0]["state"] == "withdrawn"
    assert mo.scan(guest).json["verdict"] == "collected"


def test_a_sponsor_that_never_had_anything_is_not_found(expo):
    guest = expo.ada()
    assert guest.refuse(expo.wicks) == 404
    assert guest.allow(expo.wicks) == 404


def test_a_transfer_ends_the_consent_and_nobody_sees_the_new_holder(expo):
    guest, member = expo.ada(), expo.member()
    member.collected(guest, note="Budget in May")
    transfer_id = expo.transfer(guest)
    [lead] = member.leads()
    assert (lead["state"], lead["name"]) == ("withdrawn", "")
    assert kept(expo, NOTES) == [("",)]
    assert kept(expo)[0][0] is False
    held = f"{expo.base}/held-tickets/{transfer_id}/lead-consent"
    from uuid import UUID

    secret = {"Turnout-Ticket-Secret": orders.ticket_secret(UUID(transfer_id))}
    found = expo.client.get(held, headers=secret).json
    assert (found["is_given"], found["shared_with"]) == (False, [])
    body = {"is_given": True, "statement_version": 1}
    assert expo.client.put(held, json=body, headers=secret).status_code == 200
    code = guest.code
    lead = member.scan(code).json["lead"]
    assert (lead["name"], lead["note"]) == ("Grace", "")
    sponsor = f"{held}/sponsors/{expo.wicks}"
    assert expo.client.delete(sponsor, headers=secret).status_code == 204
    assert member.leads()[0]["state"] == "withdrawn"
    assert expo.client.put(sponsor, headers=secret).status_code == 204


def test_the_buyer_decides_nothing_about_a_ticket_that_was_passed_on(expo):
    guest = expo.ada()
    expo.transfer(guest)
    assert guest.consent().status_code in {404, 409, 410}


def test_another_address_is_another_person_and_a_corrected_name_is_not(expo):
    guest, member = expo.ada(), expo.member()
    member.collected(guest)
    attendee = (
        f"{expo.shop.orders_path}/{guest.order['id']}/attendees/{guest.order['attendees'][0]['id']}"
    )
    named = expo.client.patch(attendee, json={"name": "Ada King"}, headers=guest.secret)
    assert named.status_code == 200, named.json
    drain()
    assert member.leads()[0]["name"] == "Ada King"
    changed = expo.client.patch(
        attendee, json={"name": "Bob", "email": "bob@example.org"}, headers=guest.secret
    )
    assert changed.status_code == 200, changed.json
    drain()
    assert member.leads()[0]["state"] == "withdrawn"
    assert guest.consent().json["is_given"] is False


def test_a_cancelled_ticket_keeps_its_page_to_take_back(expo):
    guest, member = expo.ada(), expo.member()
    member.collected(guest)
    cancelled = expo.client.post(
        f"{expo.shop.orders_path}/{guest.order['id']}/cancel",
        json={"reason": "Ill"},
        headers=bearer(expo.shop.organization.owner),
    )
    assert cancelled.status_code == 200, cancelled.json
    drain()
    assert member.scan(guest).json["reason"] == "not_valid"
    refused = guest.say(is_given=True)
    assert (refused.status_code, refused.json["code"]) == (409, "leads.not-offered")
    assert guest.say(is_given=False).status_code == 200
    assert member.leads()[0]["state"] == "withdrawn"


def test_no_member_of_the_organization_agrees_in_anothers_name(expo):
    guest = expo.guest()
    owner = bearer(expo.shop.organization.owner)
    body = {"is_given": True, "statement_version": 1}
    path = f"{guest.path}/lead-consent"
    assert expo.client.put(path, json=body, headers=owner).status_code == 401
    assert expo.client.get(path, headers=owner).status_code == 401
    wrong = {"Turnout-Order-Secret": "x" * 32}
    assert expo.client.put(path, json=body, headers=wrong).status_code == 404


def test_without_lead_retrieval_there_is_nothing_to_agree_to(expo):
    expo.set_up(is_enabled=False)
    guest = expo.guest()
    assert guest.consent().json["is_offered"] is False
    assert guest.say(is_given=True).json["code"] == "leads.not-offered"


@pytest.mark.parametrize("wrong", [{}, {"is_given": "yes", "statement_version": 1}])
def test_a_choice_that_is_none_names_its_field(expo, wrong):
    guest = expo.guest()
    answer = expo.client.put(f"{guest.path}/lead-consent", json=wrong, headers=guest.secret)
    assert answer.status_code == 422
    assert "/is_given" in [each["pointer"] for each in answer.json["errors"]]


def test_a_new_holder_who_agrees_before_anything_was_handled_is_nobodys_lead(expo):
    guest, member = expo.ada(), expo.member()
    member.collected(guest, note="Budget in May")
    attendee = guest.order["attendees"][0]["id"]
    changed = expo.client.patch(
        f"{expo.shop.orders_path}/{guest.order['id']}/attendees/{attendee}",
        json={"name": "Bob", "email": "bob@example.org"},
        headers=guest.secret,
    )
    assert changed.status_code == 200, changed.json
    guest.agree()
    [lead] = member.leads()
    assert (lead["state"], lead["name"], lead["note"]) == ("withdrawn", "", "")
    assert guest.consent().json["shared_with"] == []
    found = member.collected(guest)
    assert (found["name"], found["note"]) == ("Bob", "")
