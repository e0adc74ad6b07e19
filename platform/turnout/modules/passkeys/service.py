"""The use cases of passkeys: making, using, naming and removing them.

A challenge is random, good once, for ten minutes, and only in the browser that it was made for. Who
may change what is set up: the person, at a login that proved itself a short while ago; routes and
pages ask.
"""

import secrets
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security.crypto import hash_token
from turnout.modules.identity import api as identity
from turnout.modules.passkeys import hooks, queries, rules
from turnout.modules.passkeys.errors import (
    PasskeyExists,
    PasskeyNotFound,
    PasskeysNotAvailable,
    TooManyPasskeys,
)
from turnout.modules.passkeys.metrics import USES
from turnout.modules.passkeys.types import NewPasskey, Passkey, PasskeyOptions, StoredPasskey
from turnout.modules.security_events import api as security_events
from turnout.modules.security_events.api import SecurityEventKind

KINDS: Final = {
    "sign-in": SecurityEventKind.SIGN_IN_FAILED,
    "proof": SecurityEventKind.SECOND_FACTOR_FAILED,
}


def are_available() -> bool:
    """Whether browsers can have passkeys for the platform's address."""
    return rules.Site.of(runtime.current().settings.public_url) is not None


def begin_passkey(ctx: PersonContext, *, browser: str) -> PasskeyOptions:
    """What the person's browser makes a passkey by; it counts once `add_passkey` has it."""
    site, person = _site(), identity.get_me(ctx)
    with transaction(_writer(ctx, "begin")) as tx:
        known = queries.lock_passkeys(tx, ctx.user_id)
        if len(known) >= rules.MOST_PASSKEYS:
            raise TooManyPasskeys
        challenge = _new_challenge(tx, browser, user_id=ctx.user_id)
    options = rules.creation_options(
        site,
        challenge,
        user_id=ctx.user_id,
        email=person.email,
        display_name=person.display_name,
        known=[each.credential_id for each in known],
    )
    return PasskeyOptions(public_key=options)


def add_passkey(ctx: PersonContext, new: NewPasskey, *, browser: str) -> Passkey:
    """Keep a passkey that the person's authenticator has just made; a mail tells them.

    This login counts as one with a second factor. Invalid when the answer is not one to our
    challenge, PasskeyExists when it is registered already.
    """
    site = _site()
    with transaction(_writer(ctx, "take-challenge")) as tx:
        challenge = _take_challenge(tx, new.credential, browser=browser, user_id=ctx.user_id)
    try:
        verified = rules.verify_new(site, new.credential, challenge=challenge)
    except rules.NotAccepted:
        raise not_accepted() from None
    with transaction(_writer(ctx, "add")) as tx:
        if len(queries.lock_passkeys(tx, ctx.user_id)) >= rules.MOST_PASSKEYS:
            raise TooManyPasskeys
        made = queries.insert_passkey(tx, ctx.user_id, name=new.name, verified=verified)
        if made is None:
            raise PasskeyExists
        identity.write_second_factors_mail(tx, ctx.user_id)
        kept = _get(tx, made, ctx.user_id)
    identity.confirm_login(ctx, has_second_factor=True)
    return kept


def list_passkeys(ctx: PersonContext) -> list[Passkey]:
    """The person's passkeys, oldest first."""
    with transaction(_writer(ctx, "read")) as tx:
        return queries.list_passkeys(tx, ctx.user_id)


def get_passkey(ctx: PersonContext, passkey_id: UUID) -> Passkey:
    with transaction(_writer(ctx, "read")) as tx:
        return _get(tx, passkey_id, ctx.user_id)


def rename_passkey(ctx: PersonContext, passkey_id: UUID, name: str) -> Passkey:
    with transaction(_writer(ctx, "rename")) as tx:
        if not queries.rename_passkey(tx, passkey_id, user_id=ctx.user_id, name=name.strip()):
            raise PasskeyNotFound
        return _get(tx, passkey_id, ctx.user_id)


def remove_passkey(ctx: PersonContext, passkey_id: UUID) -> None:
    """Forget a passkey; no login counts as one with a second factor, and a mail tells the person.

    Those above may refuse that the last one goes.
    """
    with transaction(_writer(ctx, "remove")) as tx:
        left = {each.id for each in queries.lock_passkeys(tx, ctx.user_id)} - {passkey_id}
        if not queries.delete_passkey(tx, passkey_id, user_id=ctx.user_id):
            raise PasskeyNotFound
        if not left:
            for removed in hooks.LAST_REMOVED:
                removed(tx, ctx.user_id)
        identity.write_second_factors_mail(tx, ctx.user_id)
        identity.weaken_logins(tx, ctx.user_id)


def count_passkeys(tx: Transaction, user_id: UUID) -> int:
    return queries.count_passkeys(tx, user_id)


def hold_passkeys(tx: Transaction, user_id: UUID) -> int:
    """How many there are, while nobody else can add or remove one until the commit."""
    return len(queries.lock_passkeys(tx, user_id))


def begin_use(*, browser: str, request_id: str = "") -> PasskeyOptions:
    """What a browser uses a passkey by: to sign in, as second step, or to confirm. Names nobody."""
    site = _site()
    with transaction(SystemContext(job="passkeys.begin-use", request_id=request_id)) as tx:
        challenge = _new_challenge(tx, browser, user_id=None)
    return PasskeyOptions(public_key=rules.request_options(site, challenge))


def sign_in(
    credential: dict[str, Any], *, browser: str, client: identity.Client, request_id: str = ""
) -> identity.SignedIn:
    """Open a login for whose passkey it is: it counts as one with a second factor.

    Invalid for every passkey that does not prove itself, and for a person who was disabled.
    """
    ctx = SystemContext(job="passkeys.sign-in", request_id=request_id)
    user_id = _use(ctx, credential, browser=browser, purpose="sign-in")
    identity.require_open(ctx, user_id, method="passkey")
    try:
        return identity.open_login(ctx, user_id, client=client, has_second_factor=True)
    except identity.LoginEnded:
        raise not_accepted() from None


def prove_passkey(
    ctx: SystemContext, user_id: UUID, credential: dict[str, Any], *, browser: str
) -> None:
    """Take a passkey as proof that it is this person: Invalid for anybody else's."""
    _use(ctx, credential, browser=browser, purpose="proof", expected=user_id)


def not_accepted() -> Invalid:
    return Invalid(
        FieldError("/credential", "This passkey was not accepted. Please try again.", "wrong")
    )


def forget_old_challenges(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return queries.forget_challenges(tx, tx.now)


def _use(
    ctx: SystemContext,
    credential: dict[str, Any],
    *,
    browser: str,
    purpose: str,
    expected: UUID | None = None,
) -> UUID:
    """Whose passkey answered a challenge of ours in this browser; its count moves on.

    The challenge is used up and committed before the answer is looked at.
    """
    site = _site()
    try:
        with transaction(ctx) as tx:
            challenge = _take_challenge(tx, credential, browser=browser, user_id=None)
        with transaction(ctx) as tx:
            passkey = _lock(tx, credential, expected)
            verified = rules.verify_use(site, credential, challenge=challenge, passkey=passkey)
            queries.use_passkey(tx, passkey.id, verified=verified)
    except (rules.NotAccepted, Invalid):
        USES.add(purpose=purpose, outcome="wrong")
        security_events.record_on_platform(
            KINDS[purpose],
            user_id=expected,
            request_id=ctx.request_id,
            details={"factor": "passkey", "reason": "wrong"},
        )
        raise not_accepted() from None
    USES.add(purpose=purpose, outcome="right")
    return passkey.user_id


def _lock(tx: Transaction, credential: dict[str, Any], expected: UUID | None) -> StoredPasskey:
    """The passkey that answered, held until the commit; NotAccepted for another person's."""
    found = queries.lock_by_credential(tx, rules.credential_id_of(credential))
    if found is None or expected not in (None, found.user_id):
        raise rules.NotAccepted
    return found


def _new_challenge(tx: Transaction, browser: str, *, user_id: UUID | None) -> bytes:
    challenge = secrets.token_bytes(rules.CHALLENGE_BYTES)
    queries.insert_challenge(
        tx,
        challenge_hash=hash_token(challenge.hex()),
        browser_hash=hash_token(browser),
        user_id=user_id,
        expires_at=tx.now + rules.CHALLENGE_LIFETIME,
    )
    return challenge


def _take_challenge(
    tx: Transaction, credential: dict[str, Any], *, browser: str, user_id: UUID | None
) -> bytes:
    """The challenge that was answered, used up; Invalid when it is not one of this browser's."""
    try:
        challenge = rules.challenge_of(credential)
    except rules.NotAccepted:
        raise not_accepted() from None
    is_ours = browser and queries.take_challenge(
        tx,
        challenge_hash=hash_token(challenge.hex()),
        browser_hash=hash_token(browser),
        user_id=user_id,
    )
    if not is_ours:
        raise not_accepted()
    return challenge


def _get(tx: Transaction, passkey_id: UUID, user_id: UUID) -> Passkey:
    found = queries.find_passkey(tx, passkey_id, user_id=user_id)
    if found is None:
        raise PasskeyNotFound
    return found


def _site() -> rules.Site:
    site = rules.Site.of(runtime.current().settings.public_url)
    if site is None:
        raise PasskeysNotAvailable
    return site


def _writer(ctx: PersonContext, what: str) -> SystemContext:
    return identity.in_name_of(ctx, job=f"passkeys.{what}")
