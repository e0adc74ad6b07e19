"""Attempts to sign in: what is kept between a browser's leaving and its return, used once."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.security.crypto import hash_token
from turnout.modules.sso import queries
from turnout.modules.sso.types import SsoAttempt, StoredProvider

JOB: Final = "sso.sign-in"
LIFETIME: Final = timedelta(minutes=10)
SEALED: Final = "sso_attempts.sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttempt:
    """What is to be kept. `state` finds it again, in the browser that `browser_hash` names."""

    state: str = field(repr=False)
    browser_hash: bytes = field(repr=False)
    secret: bytes = field(repr=False)
    back_to: str
    test_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAttempt:
    """What was kept, opened."""

    id: UUID
    secret: bytes = field(repr=False)
    browser_hash: bytes = field(repr=False)
    back_to: str
    test_id: UUID | None


def keep_attempt(provider: StoredProvider, new: NewAttempt, *, request_id: str = "") -> None:
    row_id = new_id()
    keys = runtime.current().keys
    sealed = keys.seal(
        new.secret, organization_id=provider.organization_id, field=f"{SEALED}/{row_id}"
    )
    kept = SsoAttempt(
        id=row_id,
        sealed=sealed,
        browser_hash=new.browser_hash,
        back_to=new.back_to,
        test_id=new.test_id,
    )
    with transaction(system_in(provider.organization_id, JOB, request_id=request_id)) as tx:
        queries.insert_attempt(
            tx,
            provider.id,
            kept,
            state_hash=hash_token(new.state),
            expires_at=tx.now + LIFETIME,
        )


def find_attempt(provider: StoredProvider, state: str) -> OpenAttempt | None:
    """The attempt, still to be taken; in whichever browser."""
    with transaction(system_in(provider.organization_id, JOB)) as tx:
        kept = queries.find_attempt(tx, provider.id, state_hash=hash_token(state))
    return _opened(provider, kept)


def take_attempt(
    provider: StoredProvider, state: str, *, browser_hash: bytes, request_id: str = ""
) -> OpenAttempt | None:
    """The attempt that an answer belongs to, used up: of two answers the second finds nothing."""
    with transaction(system_in(provider.organization_id, JOB, request_id=request_id)) as tx:
        kept = queries.take_attempt(
            tx, provider.id, state_hash=hash_token(state), browser_hash=browser_hash
        )
    return _opened(provider, kept)


def _opened(provider: StoredProvider, kept: SsoAttempt | None) -> OpenAttempt | None:
    if kept is None:
        return None
    secret = runtime.current().keys.open(
        kept.sealed, organization_id=provider.organization_id, field=f"{SEALED}/{kept.id}"
    )
    return OpenAttempt(
        id=kept.id,
        secret=secret,
        browser_hash=kept.browser_hash,
        back_to=kept.back_to,
        test_id=kept.test_id,
    )
