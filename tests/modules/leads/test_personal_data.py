"""A copy of somebody's data names who has it, and after an erasure no sponsor has anything."""

from tests.factories.people import bearer, make_user
from tests.factories.personal_data import copy_data

from turnout.kernel.context import SystemContext
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
