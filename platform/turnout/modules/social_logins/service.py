"""Use cases of social sign-in: begin, finish, link, take off.

An account elsewhere is known by its issuer and subject, never by its address. What a provider
said is kept sealed, for the browser that began, until it is used or half an hour is over.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec
import structlog

from turnout.kernel import codec, runtime
from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Invalid, NotFound
from turnout.kernel.ids import new_id
from turnout.kernel.security.crypto import hash_token
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.passkeys import api as passkeys
from turnout.modules.security_events import api as security_events
from turnout.modules.social_logins import providers, queries
from turnout.modules.social_logins.errors import (
    LastWayIn,
    LinkedToAnother,
    SocialSignInOver,
    SocialSignInRefused,
)
from turnout.modules.social_logins.metrics import SIGN_INS
from turnout.modules.social_logins.types import (
    FinishedSignIn,
    JsonObject,
    Outsider,
    PendingLink,
    SignInAttempt,
    SocialLogin,
)
from turnout.openid import code_flow
from turnout.openid.errors import OpenIdRefused
from turnout.openid.types import Attempt

log = structlog.get_logger(__name__)
ATTEMPT_LIFETIME: Final = timedelta(minutes=10)
PENDING_LIFETIME: Final = timedelta(minutes=30)
SEALED: Final = "social_sign_ins.sealed"


def begin_sign_in(provider: str, *, browser: str, back_to: str, request_id: str = "") -> str:
    """Where to send the browser; the attempt is bound to `browser`, the secret of its cookie."""
    client = providers.client_of(provider)
    attempt = code_flow.new_attempt()
    try:
        url = code_flow.authorization_url(client, attempt)
    except OpenIdRefused as refused:
        raise _refused(provider, refused) from refused
    kept = _sealed(provider, attempt, back_to=back_to)
    with transaction(_job("begin", request_id)) as tx:
        queries.insert_attempt(
            tx,
            kept,
            state_hash=hash_token(attempt.state),
            browser_hash=hash_token(browser),
            expires_at=tx.now + ATTEMPT_LIFETIME,
        )
    return url


def finish_sign_in(
    provider: str,
    answer: dict[str, str],
    *,
    browser: str,
    client: identity.Client,
    viewer: PersonContext | None,
    locale: str = "en",
    request_id: str = "",
) -> FinishedSignIn:
    """Sign in whoever the provider names, make their account, or keep the link for who signs in.

    The attempt is used up first. An account is made only for an address that the provider has
    proved and nobody here has; an address that is somebody's is linked by who signs in to it.
    """
    ctx = _job("finish", request_id)
    party = providers.client_of(provider)
    with transaction(ctx) as tx:
        kept = queries.take_attempt(
            tx,
            provider,
            state_hash=hash_token(answer.get("state", "")),
            browser_hash=hash_token(browser),
        )
    if kept is None:
        raise SocialSignInOver
    try:
        found = code_flow.finish(party, Attempt(**_opened(kept)), answer)
    except OpenIdRefused as refused:
        raise _refused(provider, refused) from refused
    outsider = providers.outsider_of(provider, found)
    with transaction(ctx) as tx:
        owner = _owner(tx, outsider, viewer, locale=locale)
        if owner is None:
            pending_id = _keep(tx, outsider, back_to=kept.back_to, browser=browser)
    if owner is None:
        SIGN_INS.add(provider=provider, outcome="pending")
        return FinishedSignIn(back_to=kept.back_to, pending_id=pending_id)
    if viewer is not None:
        if owner != viewer.user_id:
            raise LinkedToAnother
        return FinishedSignIn(back_to=kept.back_to, is_known=True)
    return _signed_in(ctx, owner, kept, client=client)


def get_pending_link(pending_id: UUID, *, browser: str) -> PendingLink:
    """What waits to be linked in this browser; SocialSignInOver when it waited too long."""
    with transaction(_job("read-pending")) as tx:
        kept = queries.find_pending(tx, pending_id, browser_hash=hash_token(browser))
    if kept is None:
        raise SocialSignInOver
    outsider = Outsider(**_opened(kept))
    provider = providers.provider_of(kept.provider)
    return PendingLink(id=kept.id, provider=provider, email=outsider.email, back_to=kept.back_to)


def link_account(ctx: PersonContext, pending_id: UUID, *, browser: str) -> None:
    """Link the account that waits in this browser to the person who is signed in, and mail them.

    LinkedToAnother when somebody else has it. Who may: the person, at a login that has proved
    itself a short while ago; the page asks.
    """
    with transaction(identity.in_name_of(ctx, job="social-logins.link")) as tx:
        kept = queries.take_pending(tx, pending_id, browser_hash=hash_token(browser))
        if kept is None:
            raise SocialSignInOver
        outsider = Outsider(**_opened(kept))
        if queries.link(tx, ctx.user_id, outsider):
            identity.write_sign_in_methods_mail(tx, ctx.user_id)
        elif queries.find_owner(tx, outsider) != ctx.user_id:
            raise LinkedToAnother


def list_social_logins(ctx: PersonContext) -> list[SocialLogin]:
    """The accounts elsewhere that a person has linked, oldest first."""
    with transaction(ctx) as tx:
        return queries.list_logins(tx, ctx.user_id)


def unlink_account(ctx: PersonContext, login_id: UUID) -> None:
    """Take an account off; LastWayIn where no password, passkey or other account would be left."""
    with transaction(identity.in_name_of(ctx, job="social-logins.unlink")) as tx:
        linked = queries.lock_logins(tx, ctx.user_id)
        if login_id not in {each.id for each in linked}:
            raise NotFound
        others = len(linked) - 1 + passkeys.hold_passkeys(tx, ctx.user_id)
        if not others and not identity.has_password(tx, ctx.user_id):
            raise LastWayIn
        queries.delete_login(tx, ctx.user_id, login_id)
        identity.write_sign_in_methods_mail(tx, ctx.user_id)


def forget_old_attempts(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return queries.forget_attempts(tx, tx.now)


def _owner(
    tx: Transaction, outsider: Outsider, viewer: PersonContext | None, *, locale: str
) -> UUID | None:
    """Whose it is: as it is linked, or a new person's; None where a person has to link it."""
    owner = queries.find_owner(tx, outsider)
    if owner is not None:
        queries.use(tx, outsider)
        return owner
    email = _proved_address(outsider)
    if viewer is not None or email is None:
        return None
    name = outsider.name or email.partition("@")[0]
    made = identity.register_proved(tx, email, display_name=name, locale=locale)
    if made is None:  # somebody's; or this very account was linked in this moment
        return queries.find_owner(tx, outsider)
    queries.link(tx, made, outsider)
    return made


def _proved_address(outsider: Outsider) -> str | None:
    if not outsider.is_email_proved:
        return None
    try:
        return organizations.address_of(outsider.email)
    except Invalid:
        return None


def _keep(tx: Transaction, outsider: Outsider, *, back_to: str, browser: str) -> UUID:
    kept = _sealed(outsider.provider, outsider, back_to=back_to)
    queries.insert_attempt(
        tx,
        kept,
        state_hash=None,
        browser_hash=hash_token(browser),
        expires_at=tx.now + PENDING_LIFETIME,
    )
    return kept.id


def _signed_in(
    ctx: SystemContext, owner: UUID, kept: SignInAttempt, *, client: identity.Client
) -> FinishedSignIn:
    """The login, or the second step where the person has one set up."""
    try:
        signed_in = identity.sign_in_proved(ctx, owner, client=client, method="elsewhere")
    except identity.SecondFactorNeeded as needed:
        SIGN_INS.add(provider=kept.provider, outcome="second-step")
        return FinishedSignIn(back_to=kept.back_to, second_step=needed)
    except identity.LoginEnded:  # the person was disabled
        raise SocialSignInRefused("account-disabled") from None
    SIGN_INS.add(provider=kept.provider, outcome="signed-in")
    return FinishedSignIn(back_to=kept.back_to, signed_in=signed_in)


def _sealed(provider: str, value: Attempt | Outsider, *, back_to: str) -> SignInAttempt:
    """Sealed for its row: moved to another one it does not open."""
    row_id = new_id()
    sealed = runtime.current().keys.seal(
        msgspec.json.encode(value), organization_id=None, field=f"{SEALED}/{row_id}"
    )
    return SignInAttempt(id=row_id, provider=provider, sealed=sealed, back_to=back_to)


def _opened(kept: SignInAttempt) -> JsonObject:
    raw = runtime.current().keys.open(
        kept.sealed, organization_id=None, field=f"{SEALED}/{kept.id}"
    )
    return codec.decode(raw, dict)


def _refused(provider: str, refused: OpenIdRefused) -> SocialSignInRefused:
    log.warning(
        "social sign-in refused", provider=provider, reason=refused.reason, detail=refused.detail
    )
    SIGN_INS.add(provider=provider, outcome="refused")
    security_events.record_on_platform(
        security_events.SecurityEventKind.SSO_REFUSED,
        details={"provider": provider, "reason": refused.reason},
    )
    return SocialSignInRefused(refused.reason)


def _job(what: str, request_id: str = "") -> SystemContext:
    return SystemContext(job=f"social-logins.{what}", request_id=request_id)
