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
    """Write the notice to every owner in the caller's transaction; it leaves after the commit.

    `path` is the page that its button opens, the account's without one; `details` has what else
    the template says: a `reason`, a `day`. Whoever reads the owners before the organization is
    locked hands them in.
    """
    for person in owners_of(tx) if owners is None else owners:
        notice = NewMail.to_person(
            person, template, source_id=source_id, details={"path": path or "/account", **details}
        )
        notifications.queue_mail(tx, notice)
