"""Mails about a claim: to the new owner, and to whoever else manages the organization."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final
from uuid import UUID

from turnout.kernel.context import system_in
from turnout.kernel.db.pagination import Page, PageRequest, every_page, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.agencies import api as agencies
from turnout.modules.identity import api as identity
from turnout.modules.identity.api import Person
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template
from turnout.modules.organizations import api as organizations
from turnout.modules.organizations.api import Organization

JOB: Final = "ownership-claims.tell"


def owners_of_agencies(organization_id: UUID) -> list[Person]:
    """Who owns the agencies that look after an organization; in transactions of their own."""
    inside = system_in(organization_id, JOB)
    pages = every_page(lambda request: agencies.list_agency_links(inside, request))
    found: dict[UUID, Person] = {}
    for link in chain.from_iterable(pages):
        if link.state == "active":
            with transaction(system_in(link.agency_id, JOB)) as tx:
                found |= identity.get_people(tx, organizations.list_owner_ids(tx))
    return list(found.values())


def tell_of_claim(
    tx: Transaction,
    home: Organization,
    owner_id: UUID,
    *,
    source_id: UUID,
    agents: Sequence[Person],
) -> None:
    """Mail the new owner, and tell the others how to object, in the transaction of the claim.

    The others are administrators, `agents` of agencies, and the organization's contact address.
    """
    owner = identity.get_people(tx, [owner_id])[owner_id]
    mine = NewMail.to_person(
        owner, Template.ORGANIZATION_CLAIMED, source_id=source_id, details={"path": "/account"}
    )
    notifications.queue_mail(tx, mine)
    told = {owner.email.lower()}
    for email, name, locale in _others(tx, home, agents):
        if not email or email.lower() in told:
            continue
        told.add(email.lower())
        notice = NewMail(
            template=Template.ORGANIZATION_CLAIM_NOTICE,
            source_id=source_id,
            recipient=email,
            recipient_name=name,
            locale=locale,
            details={
                "path": f"/{home.slug}/report",
                "about": owner.display_name,
                "reason": owner.email,
            },
        )
        notifications.queue_mail(tx, notice)


def _others(
    tx: Transaction, home: Organization, agents: Sequence[Person]
) -> Iterable[tuple[str, str, str]]:
    """Address, name and language of who manages the organization, and of its contact."""
    members = chain.from_iterable(every_page(lambda request: _members(tx, request)))
    ids = [each.user_id for each in members if each.role == "admin"]
    for person in (*identity.get_people(tx, ids).values(), *agents):
        if person.is_verified and not person.is_disabled:
            yield person.email, person.display_name, person.locale
    yield home.contact_email, "", home.locale


def _members(tx: Transaction, request: PageRequest) -> Page[organizations.Member]:
    return page(organizations.list_members(tx, request), request, key=lambda each: ("", each.id))
