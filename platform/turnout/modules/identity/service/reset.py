"""A new password by mail: asked for by anybody, set by who reads the address's mail."""

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.modules.identity import passwords, rules
from turnout.modules.identity.enums import Purpose
from turnout.modules.identity.queries import logins, mails, people
from turnout.modules.identity.service.authentication import remember_ended
from turnout.modules.identity.service.mails import lock_link, request_mail, write_mail
from turnout.modules.identity.service.sign_in import forget_failures


def forgot_password(email: str, *, request_id: str = "") -> None:
    """Send a link that is good for half an hour, if the address is anybody's; says nothing."""
    request_mail(
        SystemContext(job="identity.forgot-password", request_id=request_id),
        email,
        purpose=Purpose.RESET_PASSWORD,
    )


def reset_password(secret: str, password: str, *, request_id: str = "") -> None:
    """Set a new password by the link of the mail, once.

    The same commit proves the address, voids every other such link, lifts a pause of the account
    and ends every login; a mail tells the person.
    """
    ctx = SystemContext(job="identity.reset-password", request_id=request_id)
    with transaction(ctx) as tx:
        token, _ = lock_link(tx, secret, purpose=Purpose.RESET_PASSWORD)
    rules.raise_if(passwords.password_errors(password, email=token.email))
    password_hash = passwords.hash_password(password)
    with transaction(ctx) as tx:
        token, user_id = lock_link(tx, secret, purpose=Purpose.RESET_PASSWORD)
        people.set_password(tx, user_id, password_hash=password_hash)
        people.verify_person(tx, user_id)
        for purpose in (Purpose.RESET_PASSWORD, Purpose.VERIFY_EMAIL):
            mails.use_all_tokens(tx, user_id, purpose=purpose)
        forget_failures(tx, token.email)
        ended = logins.end_all_logins(tx, user_id, reason="password reset")
        write_mail(tx, user_id, purpose=Purpose.PASSWORD_CHANGED)
    remember_ended(ended)
