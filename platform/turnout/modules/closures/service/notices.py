"""Notices to the owners of an organization: that it was suspended, closed, opened, deleted."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.identity import api as identity
from turnout.modules.identity.api import Person
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template
from turnout.modules.organizations import api as organizations


def owners_of(tx: Transaction) -> list[Person]:
    """The organization's owners who can be written to."""
    owners = organizations.list_owner_ids(tx)
    people = identity.get_people(tx, owners).values() if owners else ()
    return [each for each in people if each.is_verified and not each.is_disabled]


def queue(
    tx: Transaction,
    template: Template,
    source_id: UUID,
    *,
    path: str = "",
    owners: Sequence[Person] | None = None,
    **details: str,
) -> None:
    """Write the notice to every owner in the caller's transaction; it leaves after the commit."""
    for person in owners_of(tx) if owners is None else owners:
        notice = NewMail(
            template=template,
            source_id=source_id,
            recipient=person.email,
            recipient_name=person.display_name,
            locale=person.locale,
            details={"path": path or "/account", **details},
        )
        notifications.queue_mail(tx, notice)
