"""Proving oneself by a second factor: a code of the app, a recovery code, or a passkey.

Every try is counted and committed before the code is looked at, as with passwords; of two uses
of one code at once, the second is refused.
"""

import math
from typing import Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security.crypto import hash_token
from turnout.modules.identity import api as identity
from turnout.modules.passkeys import api as passkeys
from turnout.modules.second_factors import queries, rules
from turnout.modules.second_factors.errors import CodesPaused
from turnout.modules.second_factors.metrics import TRIES
from turnout.modules.second_factors.types import Proof, SecondFactors
from turnout.modules.security_events import api as security_events
from turnout.modules.security_events.api import SecurityEventKind

SEALED_FIELD: Final = "authenticators.secret"


def find_factors(tx: Transaction, user_id: UUID) -> SecondFactors:
    """What a person has set up, passkeys with it."""
    return queries.find_factors(tx, user_id, passkeys=passkeys.count_passkeys(tx, user_id))


def has_factor(tx: Transaction, user_id: UUID) -> bool:
    """Whether a person has set anything up."""
    return find_factors(tx, user_id).is_on


def prove(ctx: SystemContext, user_id: UUID, proof: Proof) -> None:
    """Take a passkey or a code as proof that it is this person; Invalid names what is missing."""
    if proof.credential is not None:
        passkeys.prove_passkey(ctx, user_id, proof.credential, browser=proof.browser)
    elif proof.code:
        prove_code(ctx, user_id, proof.code)
    else:
        says = "Type a code of your authenticator app."
        raise Invalid(FieldError("/code", says, "required"))


def prove_code(ctx: SystemContext, user_id: UUID, text: str) -> None:
    """Take a code of a person's, once: Invalid when it is wrong or was used.

    CodesPaused after several wrong ones; what is tried in a pause is not looked at.
    """
    code = rules.typed_code(text)
    factor = "authenticator" if rules.is_of_authenticator(code) else "recovery-code"
    with transaction(ctx) as tx:
        paused_until = identity.count_second_factor_try(tx, user_id)
    if paused_until is not None:
        TRIES.add(factor=factor, outcome="paused")
        _record_failure(ctx, user_id, factor, reason="paused")
        wait = math.ceil((paused_until - clock.now()).total_seconds())
        raise CodesPaused(retry_after_seconds=max(1, wait))
    with transaction(ctx) as tx:
        is_right = _use(tx, user_id, code)
        if is_right:
            identity.forget_second_factor_tries(tx, user_id)
    TRIES.add(factor=factor, outcome="right" if is_right else "wrong")
    if not is_right:
        _record_failure(ctx, user_id, factor, reason="wrong")
        raise wrong_code()


def _record_failure(ctx: SystemContext, user_id: UUID, factor: str, *, reason: str) -> None:
    security_events.record_on_platform(
        SecurityEventKind.SECOND_FACTOR_FAILED,
        user_id=user_id,
        request_id=ctx.request_id,
        details={"factor": factor, "reason": reason},
    )


def wrong_code() -> Invalid:
    return Invalid(
        FieldError("/code", "This code is not right, or was used before. Type a new one.", "wrong")
    )


def use_app_code(tx: Transaction, user_id: UUID, code: str, *, confirming: bool) -> bool:
    """Take a code of the app; only when setting it up, of one that is not confirmed yet."""
    found = queries.lock_authenticator(tx, user_id)
    if found is None or (found.confirmed_at is None) is not confirming:
        return False
    secret = open_secret(found.secret, user_id)
    step = rules.step_of(secret, code, now=tx.now, last_step=found.last_step)
    if step is not None:
        queries.use_step(tx, user_id, step=step)
    return step is not None


def seal_secret(secret: str, user_id: UUID) -> bytes:
    """Sealed for its person: moved to another's row it does not open."""
    keys = runtime.current().keys
    return keys.seal(secret.encode(), organization_id=None, field=f"{SEALED_FIELD}/{user_id}")


def open_secret(sealed: bytes, user_id: UUID) -> str:
    keys = runtime.current().keys
    return keys.open(sealed, organization_id=None, field=f"{SEALED_FIELD}/{user_id}").decode()


def _use(tx: Transaction, user_id: UUID, code: str) -> bool:
    if rules.is_of_authenticator(code):
        return use_app_code(tx, user_id, code, confirming=False)
    is_used_up = queries.use_code(tx, user_id, code_hash=hash_token(code))
    if is_used_up:
        identity.write_second_factors_mail(tx, user_id)
    return is_used_up
