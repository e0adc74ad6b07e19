"""What an API token opens: whoever it stands for, within its scopes, its events and its time."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import (
    Actor,
    ActorKind,
    OperatorContext,
    OrganizationContext,
    SystemContext,
    system_in,
)
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.http.access import Authenticator, Principal
from turnout.kernel.http.secret_tries import count_wrong_token, network
from turnout.kernel.observability.metrics import counter
from turnout.kernel.security.crypto import hash_token
from turnout.modules.api_tokens import queries, rules, token_cache
from turnout.modules.api_tokens.errors import ApiTokenEnded, ApiTokenNotGenuine
from turnout.modules.api_tokens.types import KnownSecret
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles
from turnout.modules.second_factor_policies import api as second_factor_policies
from turnout.modules.security_events import api as security_events
from turnout.modules.security_events.api import SecurityEventKind

JOB: Final = "api_tokens.authenticate"
REFUSED = counter(
    "turnout_api_tokens_refused",
    "API tokens that opened nothing",
    reason=("unknown", "revoked", "expired", "replaced"),
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read with the token: of its owner's access, where it was asked on the way."""

    known: KnownSecret
    access: roles.MembershipAccess | None


class _Authenticator:
    """Tokens that call themselves ours are judged here, everything else as a login's."""

    def __init__(self, logins: Authenticator) -> None:
        self._logins = logins

    def authenticate(self, bearer: str, *, entering: UUID | None = None) -> Principal:
        """One trip to Redis tells what the token stands for, and how its owner stands."""
        if not rules.is_ours(bearer):
            return self._logins.authenticate(bearer, entering=entering)
        secret_hash = hash_token(bearer)
        known, found = None, list[bytes | None]()
        if rules.is_shaped(bearer):
            names_of = roles.names_of_access
            known, found = token_cache.read(secret_hash, entering=entering, names_of=names_of)
            known = known or _look_up(secret_hash)
        if known is None:
            raise _refused("unknown")
        if reason := rules.refusal(known, clock.now()):
            raise _refused(reason, known)
        token_cache.note_use(known)
        access = None
        if found and entering == known.organization_id:
            access = roles.read_access(*found)
        event_ids = known.event_ids
        return Principal(
            actor=Actor(ActorKind.TOKEN, str(known.token_id)),
            user_id=known.user_id,
            organization_id=known.organization_id,
            scopes=frozenset(known.scopes),
            event_ids=None if event_ids is None else frozenset(event_ids),
            prefetched=_Read(known, access),
        )

    def authorize(
        self, principal: Principal, organization_id: UUID, *, request_id: str
    ) -> OrganizationContext | None:
        """The rights of the token's owner; the kernel narrows them to what the token has."""
        if principal.organization_id is None:
            return self._logins.authorize(principal, organization_id, request_id=request_id)
        if principal.organization_id != organization_id:
            _record(SecurityEventKind.TOKEN_ELSEWHERE, principal.prefetched.known)
            return None
        read: _Read = principal.prefetched
        if principal.user_id is not None:
            return organizations.membership_of(
                organization_id,
                principal.user_id,
                actor=principal.actor,
                request_id=request_id,
                known=read.access,
                has_factor=read.known.has_second_factor,
            )
        account_id = read.known.subject_id
        access = read.access or roles.find_access(organization_id, account_id)
        access = access or _access_of_account(organization_id, account_id)
        if access is None:
            return None
        return organizations.context_by(
            access, organization_id, actor=principal.actor, request_id=request_id
        )

    def operate(
        self, principal: Principal, *, address: str, request_id: str
    ) -> OperatorContext | None:
        """Nobody's: operators are judged above."""
        return self._logins.operate(principal, address=address, request_id=request_id)


def authenticator() -> Authenticator:
    """What app.py plugs into the kernel: API tokens, and logins below them."""
    return _Authenticator(identity.authenticator())


def _look_up(secret_hash: bytes) -> KnownSecret | None:
    """What PostgreSQL says of a secret; a disabled person's token counts as revoked."""
    with transaction(SystemContext(job=JOB)) as tx:
        known = queries.find_known(tx, secret_hash)
        if known is not None and known.user_id is not None:
            person = identity.get_people(tx, [known.user_id]).get(known.user_id)
            known = replace(
                known,
                is_revoked=known.is_revoked or person is None or person.is_disabled,
                has_second_factor=second_factor_policies.has_factor(tx, known.user_id),
            )
    if known is not None:
        token_cache.put(secret_hash, known)
    return known


def forget_known_of_person(tx: Transaction, user_id: UUID) -> None:
    """Have a person's tokens looked up again after this commit: they were suspended, or let in."""
    hashes = queries.list_hashes_of_person(tx, user_id)
    tx.after_commit.append(lambda: token_cache.invalidate(hashes))


def _access_of_account(organization_id: UUID, account_id: UUID) -> roles.MembershipAccess | None:
    """A service account's way in, remembered as a member's is."""
    epoch = roles.epoch_of_access(organization_id)
    with transaction(system_in(organization_id, JOB)) as tx:
        account = queries.find_account(tx, account_id)
        organization = organizations.find_organization(tx)
        rights = account and roles.find_rights(tx, account.role)
    if account is None or organization is None or organization.state == "closed":
        return None
    access = roles.MembershipAccess(
        role=account.role,
        event_ids=account.event_ids,
        state=organization.state,
        agency_id=None,
        scope_role="",
        scope_permissions=None,
        role_permissions=tuple(sorted(rights or ())),
    )
    if epoch is not None:
        roles.remember_access(organization_id, account_id, access, epoch=epoch)
    return access


def _refused(reason: str, known: KnownSecret | None = None) -> ApiTokenNotGenuine | ApiTokenEnded:
    """The refusal, counted and recorded; RateLimited when it is one too many from there."""
    REFUSED.add(reason=reason)
    count_wrong_token()
    _record(SecurityEventKind.TOKEN_REFUSED, known, reason=reason)
    return ApiTokenNotGenuine() if reason == "unknown" else ApiTokenEnded(reason=reason)


def _record(kind: SecurityEventKind, known: KnownSecret | None, **details: str) -> None:
    """Record a token's misuse where it belongs; what is nobody's token is the platform's."""
    if known is None:
        security_events.record_on_platform(kind, address=network(), details=dict(details))
        return
    security_events.record_in_organization(
        known.organization_id,
        kind,
        user_id=known.user_id,
        address=network(),
        details={"token_id": known.token_id, **details},
    )


def write_uses(ctx: SystemContext) -> int:
    """Write down when tokens were last used, as was noted since the last time; how many."""
    uses = token_cache.take_uses()
    if uses:
        with transaction(ctx) as tx:
            queries.write_uses(tx, uses)
    return len(uses)
