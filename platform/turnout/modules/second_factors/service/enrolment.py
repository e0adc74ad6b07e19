"""Setting up, seeing and removing what a person proves themselves with.

Who may: the person, at a login that has proved itself a short while ago; routes and pages ask.
Logins that are open stay as they are.
"""

import secrets
from uuid import UUID

import pyotp

from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security.crypto import hash_token
from turnout.modules.agencies import api as agencies
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.passkeys import api as passkeys
from turnout.modules.second_factors import queries, rules
from turnout.modules.second_factors.errors import (
    AuthenticatorExists,
    FactorRequired,
    NoAuthenticator,
)
from turnout.modules.second_factors.service import codes
from turnout.modules.second_factors.types import NewAuthenticator, RecoveryCodes, SecondFactors

ISSUER = "Turnout"


def get_second_factors(ctx: PersonContext) -> SecondFactors:
    with transaction(_writer(ctx, "read")) as tx:
        return codes.find_factors(tx, ctx.user_id)


def begin_authenticator(ctx: PersonContext) -> NewAuthenticator:
    """Make the secret of an app; it counts once one of its codes was typed.

    Another one replaces it until then; AuthenticatorExists afterwards.
    """
    secret = pyotp.random_base32()
    sealed = codes.seal_secret(secret, ctx.user_id)
    with transaction(_writer(ctx, "begin-authenticator")) as tx:
        if not queries.save_authenticator(tx, ctx.user_id, secret=sealed):
            raise AuthenticatorExists
    return _shown(ctx, secret)


def get_new_authenticator(ctx: PersonContext) -> NewAuthenticator:
    """The secret that is being set up; NoAuthenticator when there is none, or it is in use."""
    with transaction(_writer(ctx, "read-new-authenticator")) as tx:
        found = queries.lock_authenticator(tx, ctx.user_id)
    if found is None or found.confirmed_at is not None:
        raise NoAuthenticator
    return _shown(ctx, codes.open_secret(found.secret, ctx.user_id))


def confirm_authenticator(ctx: PersonContext, code: str) -> RecoveryCodes:
    """Have the app count from now on, proved by a code of it; its recovery codes, shown once.

    This login counts as one with a second factor; a mail tells the person.
    """
    with transaction(_writer(ctx, "confirm-authenticator")) as tx:
        typed = rules.typed_code(code)
        if not codes.use_app_code(tx, ctx.user_id, typed, confirming=True):
            raise codes.wrong_code()
        made = _new_recovery_codes(tx, ctx)
    identity.confirm_login(ctx, has_second_factor=True)
    return made


def give_authenticator(ctx: SystemContext, user_id: UUID, secret: str) -> None:
    """Have an app of a known secret count at once, unless the person has one: for demos."""
    with transaction(ctx) as tx:
        if queries.save_authenticator(tx, user_id, secret=codes.seal_secret(secret, user_id)):
            queries.use_step(tx, user_id, step=0)


def remove_authenticator(ctx: PersonContext) -> None:
    """Forget the app; no login counts as one with a second factor.

    Recovery codes go with the last factor. FactorRequired where it is the last one and an
    organization requires one.
    """
    with transaction(_writer(ctx, "remove-authenticator")) as tx:
        others = passkeys.hold_passkeys(tx, ctx.user_id)
        if not queries.delete_authenticator(tx, ctx.user_id):
            raise NoAuthenticator
        if not others:
            end_second_factors(tx, ctx.user_id)
        identity.write_second_factors_mail(tx, ctx.user_id)
        identity.weaken_logins(tx, ctx.user_id)


def passkeys_are_gone(tx: Transaction, user_id: UUID) -> None:
    """The last passkey goes: so does what is left, unless the person has an app."""
    app = queries.lock_authenticator(tx, user_id)
    if app is None or app.confirmed_at is None:
        end_second_factors(tx, user_id)


def end_second_factors(tx: Transaction, user_id: UUID) -> None:
    """The last factor goes, with the recovery codes; FactorRequired where one is required."""
    asks = (organizations.is_asked_for_factor, agencies.is_asked_for_factor)
    if any(is_asked(tx, user_id) for is_asked in asks):
        raise FactorRequired
    queries.replace_codes(tx, user_id, hashes=())


def replace_recovery_codes(ctx: PersonContext) -> RecoveryCodes:
    """New recovery codes, shown once; those before stop working."""
    with transaction(_writer(ctx, "replace-recovery-codes")) as tx:
        if not codes.find_factors(tx, ctx.user_id).is_on:
            raise NoAuthenticator
        return _new_recovery_codes(tx, ctx)


def _new_recovery_codes(tx: Transaction, ctx: PersonContext) -> RecoveryCodes:
    made = [
        "".join(secrets.choice(rules.RECOVERY_LETTERS) for _ in range(rules.RECOVERY_LENGTH))
        for _ in range(rules.RECOVERY_CODES)
    ]
    queries.replace_codes(tx, ctx.user_id, hashes=[hash_token(each) for each in made])
    identity.write_second_factors_mail(tx, ctx.user_id)
    return RecoveryCodes(recovery_codes=[rules.in_groups(each) for each in made])


def _shown(ctx: PersonContext, secret: str) -> NewAuthenticator:
    name = identity.get_me(ctx).email
    uri = pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)
    return NewAuthenticator(secret=secret, uri=uri)


def _writer(ctx: PersonContext, what: str) -> SystemContext:
    return identity.in_name_of(ctx, job=f"second-factors.{what}")
