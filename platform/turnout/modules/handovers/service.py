"""Hand-overs: offered by an owner, accepted by the other side, both shortly after a proof.

What happens with it: the person who accepts owns the organization; those who owned it leave or
become administrators; invitations that are open are revoked; links to agencies end, but for a new
one to the agency that takes it. Everything else is the organization's and stays: events, orders,
money, connections, members, service accounts, and, of an agency, its clients.
"""

from datetime import timedelta
from uuid import UUID

from turnout.kernel.context import OrganizationContext, PersonContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Forbidden, Invalid, NotFound
from turnout.kernel.ids import new_id
from turnout.kernel.security.permissions import OWNER
from turnout.modules.agencies import api as agencies
from turnout.modules.handovers import policies, queries, rules
from turnout.modules.handovers.errors import AlreadyOffered, HandoverClosed, OwnerAlready
from turnout.modules.handovers.facts import HandoverOffered, OrganizationHandedOver
from turnout.modules.handovers.types import (
    FormerOwners,
    Handover,
    HandoverState,
    NewHandover,
    OfferedHandover,
)
from turnout.modules.identity import api as identity
from turnout.modules.identity.api import Person
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import NewMail, Template
from turnout.modules.organizations import api as organizations

JOB = "handovers"
PATH = "/account"


def offer_handover(ctx: OrganizationContext, new: NewHandover) -> Handover:
    """Offer the organization; nothing changes until the other side accepts. AlreadyOffered."""
    owner_id = policies.require_can_hand_over(ctx)
    agency_id, email, people = _recipients(ctx, new)
    handover_id = new_id()
    with transaction(ctx) as tx:
        _require_other_owner(tx, people)
        offered = Handover(
            id=handover_id,
            organization_id=ctx.organization_id,
            email=email,
            agency_id=agency_id,
            former_owners=new.former_owners,
            state=HandoverState.OFFERED,
            offered_by=owner_id,
            offered_at=tx.now,
            expires_at=tx.now + timedelta(days=new.valid_days),
            answered_by=None,
            answered_at=None,
        )
        if not queries.insert_handover(tx, offered):
            raise AlreadyOffered
        for person in people:
            path = f"{PATH}/handovers/{handover_id}"
            _mail(tx, Template.ORGANIZATION_OFFERED, handover_id, person, path=path)
        tx.publish(HandoverOffered(handover_id=handover_id, agency_id=agency_id))
    return offered


def list_handovers(ctx: OrganizationContext) -> list[Handover]:
    """The latest offers of this organization, answered ones too."""
    policies.require_can_see(ctx)
    with transaction(ctx) as tx:
        return queries.list_handovers(tx)


def withdraw_handover(ctx: OrganizationContext, handover_id: UUID) -> None:
    """Take an offer back; HandoverClosed when it was answered."""
    owner_id = policies.require_can_hand_over(ctx)
    with transaction(ctx) as tx:
        _lock_open(tx, handover_id)
        queries.answer_handover(
            tx, handover_id, state=HandoverState.WITHDRAWN, answered_by=owner_id
        )


def list_offered(ctx: PersonContext) -> list[OfferedHandover]:
    """The organizations that are offered to the person, or to an agency that they own."""
    email, agency_ids = _sides_of(ctx)
    with transaction(ctx.job(JOB)) as tx:
        return queries.list_offered(tx, email=email, agency_ids=agency_ids)


def accept_handover(ctx: PersonContext, handover_id: UUID) -> Handover:
    """Own the organization from now on; who owned it leaves or becomes an administrator.

    One commit: at no moment is the organization without an owner. Whoever offered it must own it
    still. An agency gets a link besides, so that its members act there.
    """
    inside = _inside(ctx, handover_id)
    with transaction(inside) as tx:
        offered = _lock_open(tx, handover_id)
        owners = identity.get_people(tx, organizations.list_owner_ids(tx))
        if offered.offered_by not in owners:
            raise HandoverClosed(reason="sender-left")
        if ctx.user_id in owners:
            raise OwnerAlready
        former = None if offered.former_owners == FormerOwners.LEAVE else offered.former_owners
        agencies.end_links(tx)
        organizations.replace_owners(tx, ctx.user_id, former_role=former)
        if offered.agency_id is not None:
            agencies.link_at_once(tx, offered.agency_id, role="admin")
        queries.answer_handover(
            tx, handover_id, state=HandoverState.ACCEPTED, answered_by=ctx.user_id
        )
        for person in (*owners.values(), *identity.get_people(tx, [ctx.user_id]).values()):
            _mail(tx, Template.ORGANIZATION_HANDED_OVER, handover_id, person)
        tx.publish(
            OrganizationHandedOver(
                handover_id=handover_id, user_id=ctx.user_id, agency_id=offered.agency_id
            )
        )
        return _get(tx, handover_id)


def decline_handover(ctx: PersonContext, handover_id: UUID) -> None:
    """Say no to an offer."""
    with transaction(_inside(ctx, handover_id)) as tx:
        _lock_open(tx, handover_id)
        queries.answer_handover(
            tx, handover_id, state=HandoverState.DECLINED, answered_by=ctx.user_id
        )


def _recipients(
    ctx: OrganizationContext, new: NewHandover
) -> tuple[UUID | None, str | None, list[Person]]:
    """The agency or the address, and who is written to: for an unknown address nobody yet."""
    if new.email is not None:
        email = organizations.address_of(new.email)
        found = identity.find_user(email)
        return None, email, [found] if found and found.is_verified else []
    agency = organizations.find_by_slug(new.agency_slug or "")
    if agency is None or agency.kind != organizations.Kind.AGENCY:
        raise Invalid(FieldError("/agency_slug", "No agency has this name."))
    if agency.id == ctx.organization_id:
        raise Invalid(FieldError("/agency_slug", "An agency is not handed over to itself."))
    with transaction(system_in(agency.id, JOB)) as tx:
        people = identity.get_people(tx, organizations.list_owner_ids(tx))
    return agency.id, None, list(people.values())


def _require_other_owner(tx: Transaction, people: list[Person]) -> None:
    if len(people) == 1 and people[0].id in organizations.list_owner_ids(tx):
        raise OwnerAlready


def _sides_of(ctx: PersonContext) -> tuple[str, list[UUID]]:
    """The person's own verified address, and the agencies that they own."""
    with transaction(ctx) as tx:
        mine = organizations.list_my_access(tx)
        person = identity.get_people(tx, [ctx.user_id]).get(ctx.user_id)
    if person is None or not person.is_verified:
        raise Forbidden("Verify your email address first.")
    owned = [
        each.organization.id
        for each in mine
        if each.access.role == OWNER
        and each.access.agency_id is None
        and each.organization.kind == organizations.Kind.AGENCY
    ]
    return person.email, owned


def _inside(ctx: PersonContext, handover_id: UUID) -> OrganizationContext:
    """The person inside the offered organization, without permissions; NotFound for no offer."""
    email, agency_ids = _sides_of(ctx)
    with transaction(ctx.job(JOB)) as tx:
        found = queries.find_organization(tx, handover_id, email=email, agency_ids=agency_ids)
    if found is None:
        raise NotFound
    return OrganizationContext(
        organization_id=found, actor=ctx.actor, user_id=ctx.user_id, request_id=ctx.request_id
    )


def _lock_open(tx: Transaction, handover_id: UUID) -> Handover:
    organizations.lock_state(tx)
    found = _get(tx, handover_id)
    if reason := rules.reason_closed(found, tx.now):
        raise HandoverClosed(reason=reason)
    return found


def _get(tx: Transaction, handover_id: UUID) -> Handover:
    found = queries.lock_handover(tx, handover_id)
    if found is None:
        raise NotFound
    return found


def _mail(
    tx: Transaction, template: Template, handover_id: UUID, person: Person, *, path: str = PATH
) -> None:
    mail = NewMail.to_person(person, template, source_id=handover_id, details={"path": path})
    notifications.queue_mail(tx, mail)
