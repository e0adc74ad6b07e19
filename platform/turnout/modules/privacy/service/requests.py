"""Erasures as people and operators ask for them, cancel them and read what became of them."""

from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OperatorContext, PersonContext, SystemContext, system_in
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.messaging.tasks import enqueue
from turnout.kernel.typed_addresses import address_key
from turnout.modules.identity import api as identity
from turnout.modules.operators import api as operators
from turnout.modules.organizations import api as organizations
from turnout.modules.privacy import policies, rules
from turnout.modules.privacy.errors import (
    AlreadyErasing,
    ErasureNotFound,
    OwnsAlone,
    StillOperator,
)
from turnout.modules.privacy.metrics import ERASURES
from turnout.modules.privacy.queries import requests as queries
from turnout.modules.privacy.types import Erasure, ErasureDetail, NewErasure
from turnout.modules.security_events import api as security_events
from turnout.modules.security_events.api import SecurityEventKind, record_security_event


def request_erasure(ctx: PersonContext, *, email: str) -> Erasure:
    """Have one's own account erased after the time for changing one's mind; a mail tells it.

    `email` is typed by hand, so that nobody erases another account than they mean. OwnsAlone,
    StillOperator and AlreadyErasing say what is in the way.
    """
    person = identity.get_me(ctx)
    if address_key(email) != person.email:
        raise Invalid(FieldError("/email", "Type the address of this account.", "mismatch"))
    job = SystemContext(
        job="privacy.request-erasure", request_id=ctx.request_id, on_behalf_of=str(ctx.actor)
    )
    return _request(job, person.id, email="", reason="", asked_by=str(ctx.actor), at_once=False)


def cancel_erasure(ctx: PersonContext) -> None:
    """Keep one's account after all; ErasureNotFound where nothing is under way."""
    job = SystemContext(job="privacy.cancel-erasure", on_behalf_of=str(ctx.actor))
    with transaction(job) as tx:
        _cancelled(tx, queries.cancel(tx, user_id=ctx.user_id), user_id=ctx.user_id)


def find_erasure(ctx: PersonContext) -> Erasure | None:
    """One's own erasure that is under way."""
    with transaction(SystemContext(job="privacy.find-erasure")) as tx:
        return find_erasure_of(tx, ctx.user_id)


def find_erasure_of(tx: Transaction, user_id: UUID) -> Erasure | None:
    """The erasure of an account that is under way; for whoever is about to change the account."""
    return queries.find_open(tx, user_id)


def get_own_erasure(ctx: PersonContext) -> Erasure:
    found = find_erasure(ctx)
    if found is None:
        raise ErasureNotFound
    return found


def erase_person(
    ctx: OperatorContext, email: str, *, reason: str, at_once: bool = False
) -> ErasureDetail:
    """Have somebody erased who asked the platform: by the address of account or of orders.

    The operator has made sure that it is theirs. `at_once` leaves out the time for changing minds.
    """
    policies.require_can_erase(ctx)
    address = organizations.address_of(email)
    person = identity.find_user(address)
    user_id = person.id if person else None
    security_events.record_operator_act(ctx, "erase-person", reason=reason, user_id=user_id)
    asked_by = f"operator:{ctx.user_id}"
    job = ctx.job("privacy.request-erasure")
    made = _request(job, user_id, email=address, reason=reason, asked_by=asked_by, at_once=at_once)
    return get_erasure(ctx, made.id)


def erase_by_command(email: str, *, reason: str, at_once: bool) -> UUID:
    """The same from the command line; the erasure's id."""
    address = organizations.address_of(email)
    person = identity.find_user(address)
    job = SystemContext(job="cli.privacy-erase")
    made = _request(
        job,
        person.id if person else None,
        email=address,
        reason=reason,
        asked_by=str(job.actor),
        at_once=at_once,
    )
    return made.id


def list_erasures(ctx: OperatorContext, request: PageRequest) -> Page[ErasureDetail]:
    """Every erasure there was, oldest first: in numbers, without names."""
    policies.require_can_erase(ctx)
    with transaction(ctx.job("privacy.list-erasures")) as tx:
        rows = queries.list_erasures(tx, request)
    return page(rows, request, key=lambda each: ("", each.id))


def get_erasure(ctx: OperatorContext, erasure_id: UUID) -> ErasureDetail:
    """An erasure with its report; ErasureNotFound."""
    policies.require_can_erase(ctx)
    return read_erasure(ctx.job("privacy.get-erasure"), erasure_id)


def read_erasure(ctx: SystemContext, erasure_id: UUID) -> ErasureDetail:
    with transaction(ctx) as tx:
        found = queries.find_erasure(tx, erasure_id)
    if found is None:
        raise ErasureNotFound
    return found


def cancel_erasure_of(ctx: OperatorContext, erasure_id: UUID, *, reason: str) -> None:
    """Stop an erasure that has not begun."""
    policies.require_can_erase(ctx)
    told = {"erasure_id": erasure_id}
    security_events.record_operator_act(ctx, "cancel-erasure", reason=reason, details=told)
    with transaction(ctx.job("privacy.cancel-erasure")) as tx:
        _cancelled(tx, queries.cancel(tx, erasure_id=erasure_id), user_id=None)


def require_erasable(ctx: SystemContext, user_id: UUID) -> None:
    """OwnsAlone or StillOperator while others would be left without whom they need."""
    with transaction(ctx) as tx:
        if operators.find_operator_by_user(tx, user_id) is not None:
            raise StillOperator
        owned = [
            each for each in organizations.list_memberships_of(tx, user_id) if each.role == "owner"
        ]
    alone = []
    for each in owned:
        with transaction(system_in(each.organization_id, ctx.job)) as tx:
            if organizations.list_owner_ids(tx) == [user_id]:
                alone.append(each.organization_name)
    if alone:
        raise OwnsAlone(alone)


def _request(
    ctx: SystemContext,
    user_id: UUID | None,
    *,
    email: str,
    reason: str,
    asked_by: str,
    at_once: bool,
) -> Erasure:
    if len(reason) > rules.LONGEST_REASON:
        says = f"Give a reason of up to {rules.LONGEST_REASON} characters."
        raise Invalid(FieldError("/reason", says))
    if user_id is not None:
        require_erasable(ctx, user_id)
    days = 0 if at_once else runtime.current().settings.erasure_grace_days
    with transaction(ctx) as tx:
        new = NewErasure(
            user_id=user_id,
            email=email,
            reason=reason.strip(),
            asked_by=asked_by,
            due_at=rules.due_at(tx.now, grace_days=days),
        )
        made = queries.insert_erasure(tx, new)
        if made is None:
            raise AlreadyErasing
        if user_id is not None:
            identity.write_erasure_mail(tx, user_id, due_at=made.due_at)
        record_security_event(
            tx,
            SecurityEventKind.ERASURE_ASKED,
            user_id=user_id,
            details={"erasure_id": made.id, "due_at": made.due_at.isoformat()},
        )
        tx.after_commit.append(lambda: ERASURES.add(step="asked"))
        if at_once:
            tx.after_commit.append(lambda: enqueue("privacy.erase_person", str(made.id)))
    return made


def _cancelled(tx: Transaction, found: Erasure | None, *, user_id: UUID | None) -> None:
    if found is None:
        raise ErasureNotFound
    told = {"erasure_id": found.id}
    record_security_event(tx, SecurityEventKind.ERASURE_CANCELLED, user_id=user_id, details=told)
    tx.after_commit.append(lambda: ERASURES.add(step="cancelled"))
