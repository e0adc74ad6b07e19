"""The second step of a sign-in, and confirming that it is still oneself."""

from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.security.capability_links import (
    LONG_MARK_BYTES,
    derive_secret,
    head_of,
    is_genuine,
)
from turnout.kernel.security.crypto import hash_token
from turnout.modules.identity import api as identity
from turnout.modules.second_factors import queries, rules
from turnout.modules.second_factors.errors import SignInOver
from turnout.modules.second_factors.service.codes import find_factors, prove
from turnout.modules.second_factors.types import Proof, SignInChallenge

PURPOSE: Final = "second-factors/sign-in"


def begin_second_step(ctx: SystemContext, user_id: UUID) -> identity.SecondFactorNeeded | None:
    """What a right password is answered with where a second factor is set up; else None.

    The token in it opens nothing but the second step, once, for ten minutes.
    """
    with transaction(ctx) as tx:
        found = find_factors(tx, user_id)
        if not found.is_on:
            return None
        challenge_id, key_id = new_id(), runtime.current().keys.current
        token = derive_secret(
            PURPOSE,
            challenge_id.bytes,
            head=challenge_id.bytes,
            length=LONG_MARK_BYTES,
            key_id=key_id,
        )
        queries.insert_challenge(
            tx,
            challenge_id,
            user_id=user_id,
            key_id=key_id,
            token_hash=hash_token(token),
            expires_at=tx.now + rules.SIGN_IN_LIFETIME,
        )
    return identity.SecondFactorNeeded(
        sign_in_token=token,
        methods=found.methods,
        expires_in=int(rules.SIGN_IN_LIFETIME.total_seconds()),
    )


def complete_sign_in(
    token: str, proof: Proof, *, client: identity.Client, request_id: str = ""
) -> identity.SignedIn:
    """Open the login once the proof is right; SignInOver when the first step is too old or used.

    So it is when the password was changed since, or the person was disabled.
    """
    ctx = SystemContext(job="second-factors.sign-in", request_id=request_id)
    challenge = _find(ctx, token)
    prove(ctx, challenge.user_id, proof)
    with transaction(ctx) as tx:
        if not queries.use_challenge(tx, challenge.id):
            raise SignInOver
    try:
        return identity.open_login(
            ctx,
            challenge.user_id,
            client=client,
            proved_at=challenge.created_at,
            has_second_factor=True,
        )
    except identity.LoginEnded:
        raise SignInOver from None


def confirm(
    ctx: PersonContext,
    *,
    proof: Proof,
    present_password: str | None,
    client: identity.Client,
) -> None:
    """Prove once more who is at this login; what is dangerous asks for it.

    It takes a second factor where there is one, else the password: Invalid names which.
    """
    writer = identity.in_name_of(ctx, job="second-factors.confirm")
    with transaction(writer) as tx:
        is_on = find_factors(tx, ctx.user_id).is_on
    if is_on:
        prove(writer, ctx.user_id, proof)
    else:
        if not present_password:
            says = "Type your present password."
            raise Invalid(FieldError("/present_password", says, "required"))
        email = identity.get_me(ctx).email
        identity.prove_present_password(writer, email, present_password, client=client)
    identity.confirm_login(ctx, has_second_factor=is_on)


def forget_old_sign_ins(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return queries.forget_challenges(tx, tx.now)


def _find(ctx: SystemContext, token: str) -> SignInChallenge:
    head = head_of(token, 16, length=LONG_MARK_BYTES)
    if head is None:
        raise SignInOver
    with transaction(ctx) as tx:
        found = queries.find_challenge(tx, UUID(bytes=head))
        if found is None or not is_genuine(token, found.token_hash):
            raise SignInOver
        if found.used_at is not None or found.expires_at <= tx.now:
            raise SignInOver
    return found
