"""People as the platform's operators find, help and suspend them."""

from uuid import UUID

from turnout.kernel.context import OperatorContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.values import from_attributes
from turnout.l10n.formats import names_of_program
from turnout.modules.api_tokens import api as api_tokens
from turnout.modules.identity import api as identity
from turnout.modules.operators import policies, queries
from turnout.modules.operators.errors import NotOneself, PersonNotFound
from turnout.modules.operators.types import FoundPerson, PersonDetail, PersonLogin
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events import api as security_events


def search_users(ctx: OperatorContext, text: str, request: PageRequest) -> Page[FoundPerson]:
    """Find people by a part of their address or name, or by id; oldest first."""
    policies.require_can(ctx, policies.FIND_PEOPLE)
    place = queries.place(request)
    with transaction(ctx.job("operators.search-users")) as tx:
        rows = identity.search_people(tx, text, after=place["after"], limit=place["limit"])
    found = page(rows, request, key=lambda each: ("", each.id))
    return found.map(_shown)


def get_user(ctx: OperatorContext, user_id: UUID) -> PersonDetail:
    """A person with their memberships and where they are signed in."""
    policies.require_can(ctx, policies.FIND_PEOPLE)
    with transaction(ctx.job("operators.get-user")) as tx:
        person = _get(tx, user_id)
        memberships = organizations.list_memberships_of(tx, user_id)
        logins = identity.list_logins_of(tx, user_id)
    return PersonDetail(
        person=_shown(person),
        memberships=memberships,
        logins=[_device(each) for each in logins],
    )


def suspend_user(ctx: OperatorContext, user_id: UUID, *, reason: str) -> PersonDetail:
    """Close a person's account: their logins end, their tokens open nothing, nobody signs in."""
    policies.require_can(ctx, policies.SUSPEND_PEOPLE)
    _require_other(ctx, user_id)
    _record(ctx, "suspend-user", user_id, reason)
    with transaction(ctx.job("operators.suspend-user")) as tx:
        _get(tx, user_id)
        identity.suspend_person(tx, user_id, reason="suspended by an operator")
        api_tokens.forget_known_of_person(tx, user_id)
    return get_user(ctx, user_id)


def lift_user(ctx: OperatorContext, user_id: UUID, *, reason: str) -> PersonDetail:
    """Open a suspended account again."""
    policies.require_can(ctx, policies.SUSPEND_PEOPLE)
    _record(ctx, "lift-user", user_id, reason)
    with transaction(ctx.job("operators.lift-user")) as tx:
        _get(tx, user_id)
        identity.lift_suspension(tx, user_id)
        api_tokens.forget_known_of_person(tx, user_id)
    return get_user(ctx, user_id)


def unlock_user(ctx: OperatorContext, user_id: UUID, *, reason: str) -> PersonDetail:
    """Let a person try again at once who is paused after failed sign-ins."""
    policies.require_can(ctx, policies.HELP_PEOPLE)
    _record(ctx, "unlock-user", user_id, reason)
    with transaction(ctx.job("operators.unlock-user")) as tx:
        identity.unlock_person(tx, _get(tx, user_id))
    return get_user(ctx, user_id)


def end_logins(ctx: OperatorContext, user_id: UUID, *, reason: str) -> PersonDetail:
    """Sign a person out everywhere, from the next request on."""
    policies.require_can(ctx, policies.HELP_PEOPLE)
    _record(ctx, "end-logins", user_id, reason)
    with transaction(ctx.job("operators.end-logins")) as tx:
        _get(tx, user_id)
        identity.end_all_logins(tx, user_id, reason="ended by an operator")
    return get_user(ctx, user_id)


def _get(tx: Transaction, user_id: UUID) -> identity.Person:
    found = identity.get_people(tx, [user_id]).get(user_id)
    if found is None:
        raise PersonNotFound
    return found


def _require_other(ctx: OperatorContext, user_id: UUID) -> None:
    if ctx.user_id == user_id:
        raise NotOneself


def _shown(person: identity.Person) -> FoundPerson:
    return from_attributes(FoundPerson, person, is_suspended=person.is_disabled)


def _record(ctx: OperatorContext, act: str, user_id: UUID, reason: str) -> None:
    security_events.record_operator_act(ctx, act, reason=reason, user_id=user_id)


def _device(login: identity.Login) -> PersonLogin:
    """A login with the names that the account's own list of devices has for it."""
    program, system = names_of_program(login.agent)
    return from_attributes(PersonLogin, login, program=program, system=system)
