"""Organizers switch lead retrieval on, give sponsors seats, and end links."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer
from tests.modules.leads.conftest import SETTINGS, STAND, StandMember

from turnout.kernel import clock, runtime
from turnout.kernel.db.tx import transaction
from turnout.kernel.security.rate_limits import Limiter
from turnout.modules.events import api as events
from turnout.modules.sponsors import api as sponsors

ENDED = "SELECT token_hash FROM lead_members WHERE organization_id = %(organization_id)s"


def test_what_sponsors_may_have_is_chosen_among_what_attendees_answer(expo):
    found = expo.ask("GET", "/lead-settings").json
    assert [each["key"] for each in found["questions"]] == ["company", "role", "diet"]
    assert (found["statement_version"], found["consents"]) == (1, 0)
    expo.guest().agree()
    assert expo.ask("GET", "/lead-settings").json["consents"] == 1


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"company_question": "passport"}, "/company_question"),
        ({"question_keys": ["role", "po"]}, "/question_keys/1"),
        ({"days_after_event": 91}, "/days_after_event"),
        ({"statement": "x" * 601}, "/statement"),
        ({"is_enabled": "yes"}, "/is_enabled"),
    ],
)
def test_what_cannot_be_chosen_names_its_field(expo, changes, pointer):
    answer = expo.ask("PUT", "/lead-settings", SETTINGS | changes)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json["errors"]] == [pointer]


def test_settings_are_saved_over_the_version_that_was_seen(expo):
    version = expo.ask("GET", "/lead-settings").json["version"]
    saved = expo.ask("PUT", "/lead-settings", SETTINGS, **{"If-Match": f'"{version}"'})
    assert saved.status_code == 200
    late = expo.ask("PUT", "/lead-settings", SETTINGS, **{"If-Match": f'"{version}"'})
    assert late.status_code == 412


def test_the_statement_has_another_version_only_when_it_says_another_thing(expo):
    assert expo.set_up(days_after_event=3)["statement_version"] == 1
    assert expo.set_up(shares_email=False)["statement_version"] == 2
    assert expo.set_up(shares_email=False, is_enabled=False)["statement_version"] == 2
    assert expo.set_up(shares_email=False, statement="Say hello")["statement_version"] == 3


def test_a_sponsor_has_as_many_links_as_seats(expo):
    expo.stand(expo.wicks, seats=1)
    first = expo.member()
    full = expo.invite(expo.wicks, "Kim")
    assert (full.status_code, full.json["code"], full.json["seats"]) == (
        409,
        "leads.seats-taken",
        1,
    )
    fewer = expo.ask("PUT", f"/lead-sponsors/{expo.wicks}", STAND | {"seats": 0})
    assert (fewer.status_code, fewer.json["code"]) == (409, "leads.seats-in-use")
    path = f"/lead-sponsors/{expo.wicks}/members/{first.id}/revoke"
    assert expo.ask("POST", path).status_code == 200
    assert expo.invite(expo.wicks, "Kim").status_code == 201


def test_a_sponsor_that_nobody_set_up_has_no_seat(expo):
    [wicks, glow] = expo.ask("GET", "/lead-sponsors").json["items"]
    assert (wicks["name"], wicks["seats"], glow["name"]) == ("Wicks", 3, "Glow")
    new = sponsors.create_sponsor(
        expo.shop.organizer, expo.shop.event_id, sponsors.NewSponsor(name="New")
    )
    assert expo.invite(new.id).status_code == 409


def test_a_link_is_shown_once_and_kept_as_a_hash(expo):
    member = expo.member()
    assert member.issued["url"].endswith(
        f"/leads#{expo.shop.organization.id}.{member.issued['token']}"
    )
    assert member.issued["qr_svg"].startswith("<?xml") or "<svg" in member.issued["qr_svg"]
    listed = expo.ask("GET", f"/lead-sponsors/{expo.wicks}/members")
    assert member.issued["token"] not in listed.text
    with transaction(expo.shop.organizer) as tx:
        [(stored,)] = tx.query(ENDED, tx.here())
    assert member.issued["token"].encode() not in bytes(stored)


def test_a_revoked_link_ends_at_once_and_tells_the_page_to_wipe_itself(expo):
    member = expo.member()
    lead = member.collected(expo.ada())
    expo.ask("POST", f"/lead-sponsors/{expo.wicks}/members/{member.id}/revoke")
    refused = member.ask("GET")
    assert (refused.status_code, refused.json["code"]) == (401, "leads.link-revoked")
    assert refused.json["wipe"] is True
    [kept] = expo.member(name="Kim").leads()
    assert kept["id"] == lead["id"]


def test_a_link_ends_the_days_after_the_event_that_were_chosen(expo):
    member = expo.member()
    with transaction(expo.shop.organizer) as tx:
        over = events.get_event_brief(tx, expo.shop.event_id).ends_at
    with clock.frozen(over + timedelta(days=14, seconds=-1)):
        assert member.ask("GET").status_code == 200
    with clock.frozen(over + timedelta(days=14)):
        refused = member.ask("GET")
    assert (refused.status_code, refused.json["code"]) == (401, "leads.link-over")


def test_a_sponsors_own_time_counts_instead(expo):
    member = expo.member()
    soon = clock.now() + timedelta(hours=1)
    expo.stand(expo.wicks, ends_at=soon.isoformat())
    with clock.frozen(soon):
        assert member.ask("GET").json["code"] == "leads.link-over"
    past = STAND | {"ends_at": (clock.now() - timedelta(hours=1)).isoformat()}
    refused = expo.ask("PUT", f"/lead-sponsors/{expo.wicks}", past)
    assert [each["pointer"] for each in refused.json["errors"]] == ["/ends_at"]


def test_switched_off_nobody_scans_and_on_again_they_do(expo):
    member = expo.member()
    expo.set_up(is_enabled=False)
    assert member.ask("GET").json["code"] == "leads.off"
    expo.set_up()
    assert member.ask("GET").status_code == 200


def test_wrong_links_are_counted(expo, monkeypatch):
    member = expo.member()
    wrong = StandMember(expo.client, expo.base, {"token": "turnout_lead_nonsense"})
    monkeypatch.setattr(
        runtime.current(),
        "limiter",
        Limiter(None, limits={"wrong-token": "20/60"}, now=lambda: 0.0),
    )
    answers = [wrong.ask("GET").status_code for _ in range(8)]
    assert (answers[0], answers[-1]) == (401, 429)
    assert member.ask("GET").status_code == 200, "who has a link is not held up"


def test_the_organizer_sees_numbers_and_never_whom(expo):
    expo.member().collected(expo.ada())
    listed = expo.ask("GET", "/lead-sponsors")
    assert [(each["leads"], each["withdrawn"]) for each in listed.json["items"]] == [(1, 0), (0, 0)]
    [member] = expo.ask("GET", f"/lead-sponsors/{expo.wicks}/members").json["items"]
    assert (member["leads"], member["last_scan_at"] is not None) == (1, True)
    assert "Ada" not in listed.text


def test_only_managers_of_the_event_set_it_up(expo):
    staff = add_member(expo.shop.organization, "staff")
    refused = expo.ask("GET", "/lead-settings", who=staff)
    assert (refused.status_code, refused.json["permission"]) == (403, "leads.edit")


def test_the_copy_of_an_event_shares_the_same_and_has_no_links(expo):
    expo.member()
    copy = events.copy_event(expo.shop.organizer, expo.shop.event_id, events.NewCopy())
    path = f"{expo.base}/events/{copy.id}/lead-settings"
    found = expo.client.get(path, headers=bearer(expo.shop.organization.owner)).json
    assert (found["is_enabled"], found["company_question"]) == (True, "company")
