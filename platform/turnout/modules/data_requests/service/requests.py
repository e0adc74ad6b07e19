"""What people ask about their data: at a login whose address is proved, to one organization."""

from collections.abc import Collection
from functools import partial
from typing import Final
from uuid import UUID

from turnout.kernel import cadences
from turnout.kernel.context import OrganizationContext, PersonContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Forbidden, Invalid, NotFound
from turnout.kernel.security import permissions
from turnout.modules.data_requests import queries, rules
from turnout.modules.data_requests.errors import DataRequestNotFound, RequestsWaiting
from turnout.modules.data_requests.facts import DataRequestAnswered, DataRequestReceived
from turnout.modules.data_requests.metrics import REQUESTS
from turnout.modules.data_requests.service import notices
from turnout.modules.data_requests.types import (
    AskedOrganization,
    DataRequest,
    DataRequestState,
    NewDataRequest,
    OwnDataRequest,
    RectifiedField,
)
from turnout.modules.identity import api as identity
from turnout.modules.identity.api import Person
from turnout.modules.notifications.api import Template
from turnout.modules.orders import api as orders
from turnout.modules.orders.api import CorrectableAnswer
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation
from turnout.modules.privacy import api as privacy

JOB: Final = "data-requests.names"
FORGET: Final = "data-requests.forget"
BELOW: Final = "/answers"


def list_organizations(ctx: PersonContext) -> list[AskedOrganization]:
    """Where the person bought, holds tickets or follows, by name; others are asked by their id."""
    me = _verified(ctx)
    ids = {each.organization_id for each in orders.list_links_of_person(ctx)}
    ids |= {each.organization_id for each in orders.list_links_of_address(ctx.job(JOB), me.email)}
    ids |= {each.organization_id for each in participation.list_followed(ctx)}
    names = _names(ctx, ids)
    found = [AskedOrganization(organization_id=each, name=name) for each, name in names.items()]
    return sorted(found, key=lambda each: (each.name.casefold(), each.organization_id))


def get_addressee(ctx: PersonContext, organization_id: UUID) -> AskedOrganization:
    """Whom a person is about to ask; NotFound for none that there is."""
    _verified(ctx)
    names = _names(ctx, {organization_id})
    if organization_id not in names:
        raise NotFound
    return AskedOrganization(organization_id=organization_id, name=names[organization_id])


def list_correctable_answers(ctx: PersonContext, organization_id: UUID) -> list[CorrectableAnswer]:
    """What the person wrote on the organization's forms, of which one can be put right."""
    me = _verified(ctx)
    with transaction(_inside(ctx, organization_id)) as tx:
        organizations.get_organization(tx)
        return orders.list_correctable_answers(tx, me.email)


def create_request(
    ctx: PersonContext, organization_id: UUID, new: NewDataRequest
) -> OwnDataRequest:
    """Ask the organization; its team is told by mail and has a month.

    RequestsWaiting while many are open. Invalid names the field, also where the question does not
    take the answer.
    """
    me = _verified(ctx)
    organizations.raise_if(rules.request_errors(new))
    with transaction(_inside(ctx, organization_id)) as tx:
        home = organizations.get_organization(tx)
        if queries.count_open(tx, me.id) >= rules.MOST_OPEN:
            raise RequestsWaiting
        label, former = _what_stands(tx, me, new)
        made = queries.insert_request(
            tx,
            new,
            user_id=me.id,
            question_label=label,
            former=former,
            due_at=cadences.months_after(tx.now, rules.MONTHS),
        )
        notices.tell_team(tx, Template.ORGANIZATION_DATA_REQUEST, made)
        tx.publish(DataRequestReceived(request_id=made.id, kind=made.kind))
        tx.after_commit.append(partial(REQUESTS.add, kind=made.kind, step="asked"))
        return OwnDataRequest(organization_name=home.name, request=made)


def list_own_requests(ctx: PersonContext) -> list[OwnDataRequest]:
    """What the person asked of every organization, the latest first."""
    with transaction(ctx) as tx:
        found = queries.list_of_person(tx, ctx.user_id)
    names = _names(ctx, {each.organization_id for each in found})
    return [
        OwnDataRequest(organization_name=names.get(each.organization_id, ""), request=each)
        for each in found
    ]


def withdraw_request(ctx: PersonContext, request_id: UUID) -> OwnDataRequest:
    """Take a request back that is open; DataRequestNotFound for another one's."""
    known = {each.request.id: each for each in list_own_requests(ctx)}
    if request_id not in known:
        raise DataRequestNotFound
    own = known[request_id]
    with transaction(_inside(ctx, own.request.organization_id)) as tx:
        state = closed(queries.lock_request(tx, request_id), rules.Action.WITHDRAW)
        done = queries.answer_request(tx, request_id, state, answer="", by=None)
        tell_of_end(tx, done)
    return OwnDataRequest(organization_name=own.organization_name, request=done)


def closed(request: DataRequest, action: rules.Action) -> DataRequestState:
    """The state after an action, or a refusal that says what is possible."""
    return rules.TABLE.next(DataRequestState(request.state), action)


def tell_of_end(tx: Transaction, done: DataRequest) -> None:
    """Announce and count what became of a request."""
    tx.publish(DataRequestAnswered(request_id=done.id, kind=done.kind, state=done.state))
    tx.after_commit.append(partial(REQUESTS.add, kind=done.kind, step=done.state))


def forget_expired_answers(
    ctx: OrganizationContext, order_ids: Collection[UUID], *, questions: Collection[str] | None
) -> None:
    """Empty what requests quote of answers that are gone; None for all questions.

    That somebody asked, when and how it was decided stays, and the log forgets the words.
    A request that is still open has nothing left to correct and says so when it is granted. Whoever
    was stopped before the log is emptied begins again: nothing of it counts as done by then.
    """
    permissions.require_platform(ctx)
    with transaction(system_in(ctx.organization_id, FORGET)) as tx:
        emptied = queries.empty_answers(tx, order_ids, questions=questions)
    if emptied:
        privacy.erase_entries(SystemContext(job=FORGET), ctx.organization_id, emptied)


def _what_stands(tx: Transaction, me: Person, new: NewDataRequest) -> tuple[str, str]:
    """The question, and what stands there now; Invalid where it is not the person's."""
    if new.field is not RectifiedField.ANSWER or new.place is None:
        return "", ""
    place = new.place
    for each in orders.list_correctable_answers(tx, me.email):
        where = (each.order_id, each.attendee_id, each.question)
        if where == (place.order_id, place.attendee_id, place.question):
            try:
                orders.require_answer_fits(tx, place, new.wanted.strip())
            except Invalid as refusal:
                faults = [FieldError("/wanted", each.detail, each.code) for each in refusal.errors]
                raise Invalid(*faults) from refusal
            return each.label, each.answer
    raise Invalid(FieldError("/question", "Choose one of your answers."))


def _names(ctx: PersonContext, ids: set[UUID]) -> dict[UUID, str]:
    with transaction(ctx.job(JOB)) as tx:
        return organizations.list_tenant_names(tx, ids) if ids else {}


def _verified(ctx: PersonContext) -> Person:
    """Who asks; Forbidden until their address is proved."""
    with transaction(ctx) as tx:
        person = identity.get_people(tx, [ctx.user_id]).get(ctx.user_id)
    if person is None or not person.is_verified:
        raise Forbidden("Verify your email address first.")
    return person


def _inside(ctx: PersonContext, organization_id: UUID) -> OrganizationContext:
    """The person themselves in an organization, without any right there."""
    return OrganizationContext(
        organization_id=organization_id,
        actor=ctx.actor,
        user_id=ctx.user_id,
        request_id=ctx.request_id,
    )
