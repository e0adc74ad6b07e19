"""What owners read when the platform suspends their organization, and opens it again."""

from tests.factories import work
from tests.factories.people import add_member, make_organization, make_user
from tests.modules.notifications.mailbox import Mailbox, text_of

from turnout.kernel.context import SystemContext
from turnout.modules.closures import api as closures

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
