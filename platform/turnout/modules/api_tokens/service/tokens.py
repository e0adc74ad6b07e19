"""API tokens: made, listed, rotated, revoked. A secret is shown once and kept as a hash."""

from datetime import timedelta
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Invalid
from turnout.kernel.security import crypto, permissions
from turnout.modules.api_tokens import policies, queries, rules, token_cache
from turnout.modules.api_tokens.errors import (
    ApiTokenNotFound,
    ApiTokenOver,
    ServiceAccountNotFound,
)
from turnout.modules.api_tokens.facts import ApiTokenCreated, ApiTokenRevoked, ApiTokenRotated
from turnout.modules.api_tokens.types import ApiToken, IssuedApiToken, NewApiToken, Rotation
from turnout.modules.organizations import api as organizations
from turnout.modules.roles import api as roles


def create_token(ctx: OrganizationContext, new: NewApiToken) -> IssuedApiToken:
    """Make a token of the person's own, or of a service account for who manages those.

    Its scopes are at most what the person may now, and its account's role; at each request it
    opens at most what its owner may then.
    """
    person_id = policies.require_can_create(ctx)
    if new.service_account_id is not None:
        policies.require_can_manage(ctx)
    agency_id = organizations.agency_of(ctx)
    with transaction(ctx) as tx:
        allowed = ctx.permissions & _carried_by_account(tx, new.service_account_id)
        rules.require_valid(new, allowed=allowed, now=tx.now, longest=_longest())
        if new.service_account_id is not None:
            policies.require_no_agency(ctx, organizations.acting_link(tx))
        token_id = queries.insert_token(tx, new, created_by=person_id, agency_id=agency_id)
        token = _there(queries.find_token(tx, token_id))
        secret = _issue(tx, token)
        account_id = new.service_account_id
        tx.publish(ApiTokenCreated(token_id=token_id, service_account_id=account_id))
    return IssuedApiToken(token=token, secret=secret)


def list_tokens(ctx: OrganizationContext, request: PageRequest) -> Page[ApiToken]:
    """One's own tokens, oldest first; everybody's and the service accounts' for who manages."""
    person_id = policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        whose = None if policies.sees_all(ctx) else person_id
        rows = queries.list_tokens(tx, request, user_id=whose)
    return page(rows, request, key=lambda each: ("", each.id))


def get_token(ctx: OrganizationContext, token_id: UUID) -> ApiToken:
    policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        return _visible(tx, queries.find_token(tx, token_id))


def rotate_token(ctx: OrganizationContext, token_id: UUID, rotation: Rotation) -> IssuedApiToken:
    """Give a token a new secret; the one before is good for the overlap, at most to its end.

    Only the person whose token it is does so, or for a service account who manages those and
    may all that the token may: whoever rotates it can act by it.
    """
    person_id = policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        token = _visible(tx, queries.lock_token(tx, token_id))
        if token.user_id not in (None, person_id):
            raise ApiTokenNotFound
        if token.is_over(tx.now):
            raise ApiTokenOver
        if token.user_id is None:
            roles.require_own_rights(tx, token.scopes)
        if rotation.expires_at is not None:
            wrong = rules.expiry_errors(rotation.expires_at, now=tx.now, longest=_longest())
            if wrong:
                raise Invalid(*wrong)
        ends_at = tx.now + timedelta(seconds=rotation.overlap_seconds)
        _forget(tx, queries.end_secrets(tx, token_id, ends_at=min(ends_at, token.expires_at)))
        expires_at = rotation.expires_at or token.expires_at
        queries.prolong(tx, token_id, expires_at=expires_at)
        _forget(tx, queries.list_hashes(tx, [token_id]))
        secret = _issue(tx, _there(queries.find_token(tx, token_id)))
        tx.publish(ApiTokenRotated(token_id=token_id))
        token = _there(queries.find_token(tx, token_id))
    return IssuedApiToken(token=token, secret=secret)


def revoke_token(ctx: OrganizationContext, token_id: UUID) -> None:
    """End a token: one's own, or anybody's for who manages them. Its next request is refused."""
    policies.require_can_create(ctx)
    with transaction(ctx) as tx:
        _visible(tx, queries.lock_token(tx, token_id))
        revoke(tx, queries.REVOKE_ONE, token_id)


def revoke_tokens_of_person(ctx: OrganizationContext, user_id: UUID) -> None:
    """End a former member's tokens, so that they do not come back with the membership."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        end_tokens_of_person(tx, user_id)


def end_tokens_of_person(tx: Transaction, user_id: UUID) -> None:
    """End a person's tokens with the caller's commit, which has asked who may."""
    revoke(tx, queries.REVOKE_OF_PERSON, user_id)


def revoke_tokens_of_agency(ctx: OrganizationContext, agency_id: UUID) -> None:
    """End the tokens that people made who acted through an agency whose link has ended."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        revoke(tx, queries.REVOKE_OF_AGENCY, agency_id)


def revoke(tx: Transaction, statement: str, owner: UUID) -> None:
    """Revoke within the caller's transaction, and tell every process after its commit."""
    token_ids = queries.revoke(tx, statement, owner)
    _forget(tx, queries.list_hashes(tx, token_ids))
    for token_id in token_ids:
        tx.publish(ApiTokenRevoked(token_id=token_id))


def _issue(tx: Transaction, token: ApiToken) -> str:
    secret = crypto.token(rules.PERSONAL if token.user_id else rules.SERVICE)
    secret_hash = crypto.hash_token(secret)
    queries.insert_secret(tx, token.id, secret_hash=secret_hash, ends_at=token.expires_at)
    return secret


def _forget(tx: Transaction, hashes: list[bytes]) -> None:
    tx.after_commit.append(lambda: token_cache.invalidate(hashes))


def _carried_by_account(tx: Transaction, account_id: UUID | None) -> frozenset[str]:
    """What a service account's role carries; for a token of a person, no bound of its own."""
    if account_id is None:
        return _asker(tx).permissions
    account = queries.lock_account(tx, account_id)
    if account is None:
        raise ServiceAccountNotFound
    return roles.find_rights(tx, account.role) or frozenset()


def _asker(tx: Transaction) -> OrganizationContext:
    if not isinstance(tx.ctx, OrganizationContext):
        raise TypeError("tokens belong to an organization")
    return tx.ctx


def _visible(tx: Transaction, token: ApiToken | None) -> ApiToken:
    found, asker = _there(token), _asker(tx)
    if found.user_id != asker.user_id and not policies.sees_all(asker):
        raise ApiTokenNotFound
    return found


def _there(token: ApiToken | None) -> ApiToken:
    if token is None:
        raise ApiTokenNotFound
    return token


def _longest() -> timedelta:
    return timedelta(days=runtime.current().settings.api_token_days)
