"""What owners read when the platform suspends their organization, and opens it again."""

from tests.factories import work
from tests.factories.operators import make_operator
from tests.factories.people import (
    add_member,
    context_of,
    make_organization,
    make_user,
    person_context,
)
from tests.factories.sales import make_shop
from tests.modules.notifications.mailbox import Mailbox, text_of

from turnout.kernel.context import SystemContext
from turnout.kernel.ids import new_id
from turnout.modules.closures import api as closures
from turnout.modules.handovers import api as handovers

OPERATOR = SystemContext(job="operators.suspend", on_behalf_of="operator:ada")


def test_owners_read_the_reason_of_a_suspension_and_that_it_is_over(mailbox: Mailbox) -> None:
    organization = make_organization(owner=make_user(display_name="Odo"), name="Quay Society")
    admin = add_member(organization, "admin")
    closures.suspend_organization(OPERATOR, organization.id, reason="No such venue.")
    closures.lift_suspension(OPERATOR, organization.id)
    work.drain()

    first, second = mailbox.to(organization.owner.email)

    assert first["Subject"] == "Suspended: Quay Society"
    assert "The reason: No such venue. Answer this email if we are wrong." in text_of(first)
    assert second["Subject"] == "Open again: Quay Society"
    assert mailbox.to(admin.email) == []


def test_who_is_offered_an_organization_finds_the_page_by_mail_and_both_hear_of_the_end(
    mailbox: Mailbox,
) -> None:
    organization = make_organization(name="Quay Society")
    heir = make_user()
    new = handovers.NewHandover(email=heir.email)
    offered = handovers.offer_handover(context_of(organization, organization.owner), new)
    work.drain()
    [mail] = mailbox.to(heir.email)
    assert mail["Subject"] == "Take over Quay Society"
    assert f"/account/handovers/{offered.id}" in text_of(mail)

    handovers.accept_handover(person_context(heir), offered.id)
    work.drain()
    for person in (organization.owner, heir):
        assert mailbox.to(person.email)[-1]["Subject"] == "A new owner for Quay Society"


def test_owners_and_reporter_read_what_moderators_decided(mailbox: Mailbox, client) -> None:
    shop, moderator = make_shop(), make_operator("moderator")
    reporter, queue = f"r{new_id().hex}@people.example", "/api/v1/platform/abuse-reports"
    said = {"reason": "fraud", "details": "No such hall.", "event_id": str(shop.event_id)}
    path = f"/api/v1/organizations/{shop.organization.id}/abuse-reports"
    client.post(path, json=said | {"email": reporter, "locale": "de"})
    asked = {"tenant_id": str(shop.organization.id)}
    [found] = client.get(queue, query_string=asked, headers=moderator.headers).json["items"]
    body = {"decision": "unpublish-event", "reason": "The hall says so."}
    client.post(f"{queue}/{found['id']}/decision", json=body, headers=moderator.headers)
    work.drain()

    [told] = mailbox.to(shop.organization.owner.email)
    assert told["Subject"].startswith("Taken down: ")
    assert f"/account/decisions/{found['id']}" in text_of(told)
    assert "The reason: The hall says so." in text_of(told)
    [answer] = mailbox.to(reporter)
    assert answer["Subject"].startswith("Ihre Meldung zu ")
    assert "Der Grund: The hall says so." in text_of(answer)
