"""Members who may see payments are told of a dispute, and before its time is over, once each."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.modules.disputes.service import alerts
from turnout_sdk.payments import FactKind

OPENED, DUE = "organization-dispute-opened", "organization-dispute-due"


def remind(desk, dispute_id):
    """Work off the reminders of this organization."""
    for organization_id, each in alerts.list_due_reminders(SystemContext(job="tests")):
        if str(each) == dispute_id:
            alerts.remind_of(system_in(organization_id, "tests"), each)


def test_those_who_may_see_payments_are_told_and_nobody_else(desk):
    admin = add_member(desk.counter.shop.organization, "admin")
    add_member(desk.counter.shop.organization, "staff")

    dispute_id = desk.disputed()

    told = desk.mails(OPENED)
    assert sorted(recipient for recipient, _ in told) == sorted([admin.email, desk.owner.email])
    slug = desk.counter.shop.organization.slug
    [details] = [details for recipient, details in told if recipient == admin.email]
    assert details["path"] == f"/console/{slug}/money/disputes/{dispute_id}"
    assert details["about"].startswith("REG-")
    assert details["day"] == (clock.now() + timedelta(days=7)).date().isoformat()


def test_repeated_webhooks_and_later_amounts_tell_nobody_again(desk):
    desk.disputed()
    ref = list(desk.acme.charges)[-1]
    [opened] = [each for each in desk.acme.facts[ref] if each.kind is FactKind.DISPUTE_OPENED]
    for _ in range(2):
        desk.hear(opened)
    desk.hear(
        desk.acme.tell(
            ref, FactKind.DISPUTE_OPENED, object_id="dp_1", amount=type(opened.amount)(900, "EUR")
        )
    )
    assert len(desk.mails(OPENED)) == 1


def test_two_days_before_the_end_members_are_reminded_once(desk):
    dispute_id = desk.disputed(days=7)
    with clock.frozen(clock.now() + timedelta(days=4)):
        remind(desk, dispute_id)
        assert desk.mails(DUE) == []
    with clock.frozen(clock.now() + timedelta(days=5, hours=1)):
        remind(desk, dispute_id)
        remind(desk, dispute_id)
    [(recipient, details)] = desk.mails(DUE)
    assert recipient == desk.owner.email
    assert details["path"].endswith(dispute_id)


@pytest.mark.parametrize("what", ["answered", "decided", "over"])
def test_nobody_is_reminded_of_what_needs_no_answer(desk, what):
    dispute_id = desk.disputed(days=7)
    if what == "answered":
        assert desk.draft(dispute_id).status_code == 200
        assert desk.answer(dispute_id, "submit").status_code == 202
    if what == "decided":
        desk.end(FactKind.DISPUTE_WON)
    days = 8 if what == "over" else 6
    with clock.frozen(clock.now() + timedelta(days=days)):
        remind(desk, dispute_id)
    assert desk.mails(DUE) == []


def test_one_that_was_decided_before_anybody_looked_is_told_to_nobody(desk):
    _, ref = desk.sold()
    desk.acme.tell(ref, FactKind.DISPUTE_OPENED, object_id="dp_9")
    won = desk.acme.tell(ref, FactKind.DISPUTE_WON, object_id="dp_9")
    desk.hear(won)
    assert desk.mails(OPENED) == []
