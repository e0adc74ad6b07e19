"""Operators and their tokens: made, changed, ended."""

from datetime import timedelta
from uuid import UUID

from turnout.kernel.context import OperatorContext, SystemContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security import permissions
from turnout.kernel.security.crypto import hash_token, token
from turnout.kernel.values import from_attributes
from turnout.modules.identity import api as identity
from turnout.modules.operators import policies, queries, rules
from turnout.modules.operators.errors import (
    AlreadyOperator,
    LastOperator,
    OperatorNotFound,
    OperatorTokenNotFound,
)
from turnout.modules.operators.types import (
    IssuedOperatorToken,
    MyOperation,
    NewOperatorToken,
    Operator,
    OperatorPermission,
    OperatorRow,
    OperatorToken,
)
from turnout.modules.security_events import api as security_events


def make_operator(ctx: SystemContext, email: str, *, role: str) -> UUID:
    """Make somebody with an account an operator, from the command line: the first one is."""
    return _make(ctx, email, role=role, created_by=None)


def create_operator(ctx: OperatorContext, email: str, *, role: str, reason: str) -> Operator:
    """Make somebody with an account an operator of the platform."""
    policies.require_can(ctx, policies.MANAGE)
    told = {"role_given": role}
    security_events.record_operator_act(ctx, "make-operator", reason=reason, details=told)
    job = ctx.job("operators.create")
    made = _make(job, email, role=role, created_by=ctx.user_id)
    with transaction(job) as tx:
        return _get(tx, made)


def _make(ctx: SystemContext, email: str, *, role: str, created_by: UUID | None) -> UUID:
    person = identity.find_user(email)
    if person is None or person.is_disabled:
        raise Invalid(FieldError("/email", "Nobody has an account with this address.", "unknown"))
    with transaction(ctx) as tx:
        made = queries.insert_operator(tx, person.id, role=role, created_by=created_by)
    if made is None:
        raise AlreadyOperator
    return made


def get_self(ctx: OperatorContext) -> MyOperation:
    """Who asks, and what their role may do; of a token, what it carries."""
    policies.require_can(ctx, policies.READ_SELF)
    held = [each for each in permissions.declared_for_operators() if each.key in ctx.permissions]
    return MyOperation(
        id=ctx.operator_id,
        user_id=ctx.user_id,
        role=ctx.role,
        permissions=[from_attributes(OperatorPermission, each) for each in held],
    )


def find_role(ctx: SystemContext, user_id: UUID) -> str | None:
    """As what a person operates the platform, however they signed in; None for everybody else."""
    with transaction(ctx) as tx:
        found = queries.find_operator_by_user(tx, user_id)
    return found.role if found else None


def list_operators(ctx: OperatorContext, request: PageRequest) -> Page[Operator]:
    policies.require_can(ctx, policies.MANAGE)
    with transaction(ctx.job("operators.list")) as tx:
        rows = queries.list_operators(tx, request)
        people = identity.get_people(tx, [each.user_id for each in rows])
    found = page(rows, request, key=lambda each: ("", each.id))
    return found.map(lambda each: _named(each, people[each.user_id]))


def update_operator(ctx: OperatorContext, operator_id: UUID, *, role: str, reason: str) -> Operator:
    """Give an operator another role; LastOperator where nobody else could do so again."""
    policies.require_can(ctx, policies.MANAGE)
    told = {"operator_id": operator_id, "role_given": role}
    security_events.record_operator_act(ctx, "change-operator", reason=reason, details=told)
    with transaction(ctx.job("operators.update")) as tx:
        _require_another(tx, operator_id, role=role)
        queries.set_role(tx, operator_id, role=role)
        return _get(tx, operator_id)


def end_operator(ctx: OperatorContext, operator_id: UUID, *, reason: str) -> None:
    """Take an operator's rights; their tokens open nothing from the next request on."""
    policies.require_can(ctx, policies.MANAGE)
    told = {"operator_id": operator_id}
    security_events.record_operator_act(ctx, "end-operator", reason=reason, details=told)
    with transaction(ctx.job("operators.end")) as tx:
        _require_another(tx, operator_id, role=None)
        queries.end_operator(tx, operator_id)


def _require_another(tx: Transaction, operator_id: UUID, *, role: str | None) -> None:
    """OperatorNotFound, or LastOperator when nobody would be left who manages operators."""
    roles = queries.lock_roles(tx)
    if operator_id not in roles:
        raise OperatorNotFound
    after = {**roles, operator_id: role}
    if permissions.OPERATOR not in after.values():
        raise LastOperator


def _get(tx: Transaction, operator_id: UUID) -> Operator:
    found = queries.find_operator(tx, operator_id)
    if found is None:
        raise OperatorNotFound
    return _named(found, identity.get_people(tx, [found.user_id])[found.user_id])


def _named(row: OperatorRow, person: identity.Person) -> Operator:
    return from_attributes(Operator, row, email=person.email, display_name=person.display_name)


def list_tokens(ctx: OperatorContext, request: PageRequest) -> Page[OperatorToken]:
    """One's own tokens, oldest first."""
    policies.require_can(ctx, policies.OWN_TOKENS)
    with transaction(ctx.job("operators.list-tokens")) as tx:
        rows = queries.list_tokens(tx, ctx.operator_id, request)
    return page(rows, request, key=lambda each: ("", each.id))


def create_token(ctx: OperatorContext, new: NewOperatorToken) -> IssuedOperatorToken:
    """Make a token of one's own for some hours; its secret is shown this once."""
    policies.require_can(ctx, policies.OWN_TOKENS)
    rules.require_valid(new, allowed=ctx.permissions)
    secret = token(rules.PREFIX)
    with transaction(ctx.job("operators.create-token")) as tx:
        made = queries.insert_token(
            tx,
            ctx.operator_id,
            new,
            secret_hash=hash_token(secret),
            expires_at=tx.now + timedelta(hours=new.hours),
        )
    return IssuedOperatorToken(token=made, secret=secret)


def revoke_token(ctx: OperatorContext, token_id: UUID) -> None:
    """End a token of one's own; it opens nothing at the next request."""
    policies.require_can(ctx, policies.OWN_TOKENS)
    with transaction(ctx.job("operators.revoke-token")) as tx:
        if not queries.revoke_token(tx, token_id, operator_id=ctx.operator_id):
            raise OperatorTokenNotFound


def forget_old_tokens(ctx: SystemContext) -> int:
    """Drop tokens that ended a month ago; how many."""
    with transaction(ctx) as tx:
        return queries.forget_tokens(tx, before=tx.now - timedelta(days=30))
