"""A copy of somebody's data names who has it, and after an erasure no sponsor has anything."""

from uuid import UUID

from tests.factories.people import bearer, make_user
from tests.factories.personal_data import copy_data

from turnout.kernel.context import SystemContext
from turnout.modules.orders import api as orders
from turnout.modules.privacy.service import erasures, requests

JOB = SystemContext(job="privacy.erase")


def test_the_copy_of_ones_data_names_each_sponsor_and_what_was_agreed_to(expo):
    user = make_user()
    guest = expo.guest("Ada Lovelace", user.email).agree()
    expo.member().collected(guest, note="Wants a quote")
    expo.member(expo.glow, "Ro").collected(guest)
    found = {each.get("table"): each for each in copy_data(expo.client, bearer(user))}
    assert {"Wicks", "Glow"} <= {each["sponsor_name"] for each in found["leads"]["rows"]}
    assert "Wants a quote" in str(found["leads"])
    assert "Your email address" in str(found["lead_consents"])


def test_who_was_erased_is_nobodys_lead(expo):
    guest, member = expo.ada(), expo.member()
    member.collected(guest, note="Wants a quote")
    erasures.erase(JOB, requests.erase_by_command("ada@engine.example", reason="", at_once=True))
    assert member.leads() == []
    assert guest.consent().json["is_given"] is False


def tables_of(expo, user):
    return {each["table"]: each["rows"] for each in copy_data(expo.client, bearer(user))}


def test_the_copy_of_a_new_holder_says_nothing_of_the_former_ones_sponsors(expo):
    grace = make_user()
    guest = expo.ada()
    expo.member().collected(guest)
    expo.member(expo.glow, "Ro").collected(guest)
    guest.refuse(expo.glow)
    expo.transfer(guest, "Grace", grace.email)
    found = tables_of(expo, grace)
    assert found["tickets"]
    assert not {"leads", "lead_consents", "lead_scans"} & set(found)


def test_the_copy_of_a_former_holder_says_nothing_of_the_new_ones_sponsors(expo):
    ada = make_user()
    guest = expo.guest("Ada Lovelace", ada.email).agree()
    transfer_id = expo.transfer(guest)
    held = f"{expo.base}/held-tickets/{transfer_id}/lead-consent"
    secret = {"Turnout-Ticket-Secret": orders.ticket_secret(UUID(transfer_id))}
    stated = {"is_given": True, "statement_version": 1}
    assert expo.client.put(held, json=stated, headers=secret).status_code == 200
    expo.member().collected(guest)
    found = tables_of(expo, ada)
    assert not {"leads", "lead_consents", "lead_scans"} & set(found)
