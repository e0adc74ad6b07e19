"""What organizers answer: granted, refused with a reason, or later with a reason."""

from collections.abc import Collection
from functools import partial
from uuid import UUID

from turnout.kernel import cadences
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.security import permissions
from turnout.modules.data_requests import policies, queries, rules
from turnout.modules.data_requests.errors import NotExtendable, NotRefusable, NotStoppable
from turnout.modules.data_requests.facts import DataRequestExtended
from turnout.modules.data_requests.metrics import REQUESTS
from turnout.modules.data_requests.service import effects, notices
from turnout.modules.data_requests.service.requests import closed, tell_of_end
from turnout.modules.data_requests.types import DataRequest, DataRequestState, ReceivedDataRequest
from turnout.modules.identity import api as identity
from turnout.modules.identity.api import Person
from turnout.modules.notifications.api import Template
from turnout.modules.privacy.api import ProcessingPurpose
from turnout.modules.processing_records import api as processing_records


def list_received(
    ctx: OrganizationContext, request: PageRequest, *, states: Collection[DataRequestState]
) -> Page[ReceivedDataRequest]:
    """What people ask, the oldest first."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = page(
            queries.list_requests(tx, request, states=states), request,
            key=lambda each: ("", each.id),
        )  # fmt: skip
        people = identity.get_people(tx, list({each.user_id for each in found.items}))
        return found.map(lambda each: _received(tx, each, people.get(each.user_id)))


def get_received(ctx: OrganizationContext, request_id: UUID) -> ReceivedDataRequest:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        found = queries.get_request(tx, request_id)
        return _received(tx, found, _person(tx, found))


def grant_request(
    ctx: OrganizationContext, request_id: UUID, *, note: str = "", version: int | None = None
) -> ReceivedDataRequest:
    """Put right what was asked, or stop the processing, and tell the person by mail.

    The note says what was done by hand, where nothing happens by itself. NotStoppable for what
    rests on a contract or the law.
    """
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        found = _locked(tx, request_id, version)
        state = closed(found, rules.Action.GRANT)
        if not rules.can_grant(found, processing_records.BASES):
            raise NotStoppable(basis=_basis(found))
        if rules.needs_note(found) and not note.strip():
            raise Invalid(FieldError("/note", "Say what you did: the person reads it."))
        person = _person(tx, found)
        effects.apply(tx, found, person)
        done = queries.answer_request(tx, request_id, state, answer=note.strip(), by=ctx.user_id)
        notices.tell_person(tx, Template.DATA_REQUEST_GRANTED, done, reason=done.answer)
        tell_of_end(tx, done)
        return _received(tx, done, person)


def refuse_request(
    ctx: OrganizationContext, request_id: UUID, *, reason: str, version: int | None = None
) -> ReceivedDataRequest:
    """Say no with a reason, which the person reads. NotRefusable for news and sponsors."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        found = _locked(tx, request_id, version)
        state = closed(found, rules.Action.REFUSE)
        if not rules.can_refuse(found):
            raise NotRefusable
        done = queries.answer_request(tx, request_id, state, answer=reason.strip(), by=ctx.user_id)
        notices.tell_person(tx, Template.DATA_REQUEST_REFUSED, done, reason=done.answer)
        tell_of_end(tx, done)
        return _received(tx, done, _person(tx, done))


def extend_request(
    ctx: OrganizationContext, request_id: UUID, *, reason: str, version: int | None = None
) -> ReceivedDataRequest:
    """Take two months more with a reason, of which the person is told; NotExtendable."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        found = _locked(tx, request_id, version)
        if not rules.can_extend(found, tx.now):
            raise NotExtendable
        due_at = cadences.months_after(found.asked_at, rules.MONTHS + rules.MORE_MONTHS)
        later = queries.extend_request(tx, request_id, due_at=due_at, reason=reason.strip())
        day = due_at.date().isoformat()
        notices.tell_person(
            tx, Template.DATA_REQUEST_EXTENDED, later, about=later.extension_reason, day=day
        )
        tx.publish(DataRequestExtended(request_id=later.id, kind=later.kind))
        tx.after_commit.append(partial(REQUESTS.add, kind=later.kind, step="extended"))
        return _received(tx, later, _person(tx, later))


def list_to_warn(ctx: SystemContext) -> list[tuple[UUID, UUID]]:
    """(organization, request) that end within a week and of which nobody was warned yet."""
    with transaction(ctx) as tx:
        return queries.list_to_warn(tx, tx.now + rules.WARN_BEFORE)


def warn_of(ctx: OrganizationContext, request_id: UUID) -> None:
    """Tell those who may answer, once for each deadline, that it is near or over."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        found = queries.mark_warned(tx, request_id, tx.now + rules.WARN_BEFORE)
        if found is not None:
            notices.tell_team(tx, Template.ORGANIZATION_DATA_REQUEST_DUE, found)
            kind = found.kind
            tx.after_commit.append(partial(REQUESTS.add, kind=kind, step="warned"))


def _locked(tx: Transaction, request_id: UUID, version: int | None) -> DataRequest:
    found = queries.lock_request(tx, request_id)
    require_version(version, found.version)
    return found


def _person(tx: Transaction, found: DataRequest) -> Person | None:
    return identity.get_people(tx, [found.user_id]).get(found.user_id)


def _basis(found: DataRequest) -> str:
    if not found.purpose:
        return ""
    return processing_records.BASES[ProcessingPurpose(found.purpose)].value


def _received(tx: Transaction, found: DataRequest, person: Person | None) -> ReceivedDataRequest:
    return ReceivedDataRequest(
        person_name=person.display_name if person else "",
        person_email=person.email if person else "",
        is_overdue=rules.is_overdue(found, tx.now),
        basis=_basis(found),
        can_grant=rules.can_grant(found, processing_records.BASES),
        can_refuse=rules.can_refuse(found),
        can_extend=rules.can_extend(found, tx.now),
        needs_note=rules.needs_note(found),
        request=found,
    )
