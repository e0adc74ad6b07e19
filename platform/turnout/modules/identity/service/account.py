"""Accounts: sign-up, verification of the address, change of address, change and reset of password.

Answers to strangers are the same whoever has the address already.
"""

from typing import Final

from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.identity import passwords, queries, rules
from turnout.modules.identity.errors import LinkOver
from turnout.modules.identity.service.logins import remember_ended
from turnout.modules.identity.service.mails import lock_link, request_mail, write_mail
from turnout.modules.identity.service.people import get_me
from turnout.modules.identity.service.sign_in import forget_failures, prove_present_password
from turnout.modules.identity.types import Client, Purpose, SignUp
from turnout.modules.organizations import api as organizations

SIGN_UP_JOB = "identity.sign-up"


def sign_up(new: SignUp, *, request_id: str = "") -> str:
    """Write the person and have the address proved by mail; the address as it is kept.

    An address that is proved already gets a mail that says so, one that is not gets the newest
    password and a fresh link: whoever reads its mail decides. The password is hashed each time,
    before anything is looked up.
    """
    email = organizations.address_of(new.email)
    rules.raise_if(_sign_up_errors(new, email))
    password_hash = passwords.hash_password(new.password)
    with transaction(SystemContext(job=SIGN_UP_JOB, request_id=request_id)) as tx:
        user_id = queries.insert_person(
            tx,
            email,
            display_name=new.display_name.strip(),
            locale=new.locale,
            time_zone=new.time_zone,
            is_verified=False,
        )
        if user_id is None:
            _sign_up_again(tx, email, password_hash)
        else:
            queries.set_password(tx, user_id, password_hash=password_hash)
            write_mail(tx, user_id, purpose=Purpose.VERIFY_EMAIL)
    return email


def verify_email(secret: str, *, request_id: str = "") -> str:
    """Prove the address by the link of the mail, once; the address."""
    with transaction(SystemContext(job="identity.verify-email", request_id=request_id)) as tx:
        token, user_id = lock_link(tx, secret, purpose=Purpose.VERIFY_EMAIL)
        queries.verify_person(tx, user_id)
        queries.use_all_tokens(tx, user_id, purpose=Purpose.VERIFY_EMAIL)
        return token.email


def resend_verification(email: str, *, request_id: str = "") -> None:
    """Send the link again, with a growing wait in between; says nothing about the address."""
    request_mail(
        SystemContext(job="identity.resend-verification", request_id=request_id),
        email,
        purpose=Purpose.VERIFY_EMAIL,
    )


def _sign_up_again(tx: Transaction, email: str, password_hash: str) -> None:
    person = queries.lock_person_by_email(tx, email)
    if person is None or person.is_disabled:
        return
    if person.is_verified:
        write_mail(tx, person.id, purpose=Purpose.ALREADY_REGISTERED)
        return
    queries.set_password(tx, person.id, password_hash=password_hash)
    queries.use_all_tokens(tx, person.id, purpose=Purpose.VERIFY_EMAIL)
    write_mail(tx, person.id, purpose=Purpose.VERIFY_EMAIL)


def _sign_up_errors(new: SignUp, email: str) -> list[FieldError]:
    return [
        *rules.profile_errors(
            display_name=new.display_name, locale=new.locale, time_zone=new.time_zone
        ),
        *passwords.password_errors(new.password, email=email),
    ]


LINKS: Final = (Purpose.CHANGE_EMAIL, Purpose.VERIFY_EMAIL, Purpose.RESET_PASSWORD)
"""All of them were made for the address that was."""


def request_email_change(ctx: PersonContext, email: str, password: str, *, client: Client) -> str:
    """Send a link to the new address, which the account keeps waiting for; as it is kept.

    Says the same whoever has that address: its owner, if there is one, gets a mail that says so.
    Only the newest link counts. Invalid when the password is not right, PasswordPaused after
    several such tries.
    """
    address = organizations.address_of(email)
    person = get_me(ctx)
    if address == person.email:
        raise Invalid(FieldError("/email", "This is your address already.", "same"))
    writer = SystemContext(
        job="identity.ask-for-address", request_id=ctx.request_id, on_behalf_of=str(ctx.actor)
    )
    prove_present_password(writer, person.email, password, client=client)
    with transaction(writer) as tx:
        queries.use_all_tokens(tx, ctx.user_id, purpose=Purpose.CHANGE_EMAIL)
        owner = queries.find_person_by_email(tx, address)
        if owner is None:
            write_mail(tx, ctx.user_id, purpose=Purpose.CHANGE_EMAIL, email=address)
        elif not owner.is_disabled:
            write_mail(tx, owner.id, purpose=Purpose.ALREADY_REGISTERED)
    return address


def confirm_email_change(secret: str, *, request_id: str = "") -> str:
    """Give the account the address that the link was sent to, once; that address.

    The same commit voids every link to the former address, which gets a mail about it. LinkOver
    when somebody has taken the new one meanwhile.
    """
    with transaction(SystemContext(job="identity.change-address", request_id=request_id)) as tx:
        token, user_id = lock_link(tx, secret, purpose=Purpose.CHANGE_EMAIL)
        person = queries.find_person(tx, user_id)
        if person is None or not queries.set_address(tx, user_id, email=token.email):
            raise LinkOver
        for purpose in LINKS:
            queries.use_all_tokens(tx, user_id, purpose=purpose)
        write_mail(tx, user_id, purpose=Purpose.EMAIL_CHANGED, email=person.email)
        return token.email


def change_password(ctx: PersonContext, present: str, new: str, *, client: Client) -> None:
    """Set the new password; every other login of the person ends, and a mail tells them.

    Invalid when the new one is no good or the present one not right, PasswordPaused after
    several of those. Links to choose another password that are still on their way stop working.
    """
    person = get_me(ctx)
    rules.raise_if(passwords.password_errors(new, email=person.email))
    writer = SystemContext(
        job="identity.change-password", request_id=ctx.request_id, on_behalf_of=str(ctx.actor)
    )
    prove_present_password(writer, person.email, present, client=client)
    password_hash = passwords.hash_password(new)
    with transaction(writer) as tx:
        queries.set_password(tx, ctx.user_id, password_hash=password_hash)
        queries.use_all_tokens(tx, ctx.user_id, purpose=Purpose.RESET_PASSWORD)
        ended = queries.end_logins(tx, ctx.user_id, kept=ctx.login_id, reason="password changed")
        write_mail(tx, ctx.user_id, purpose=Purpose.PASSWORD_CHANGED)
    remember_ended(ended)


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
        queries.set_password(tx, user_id, password_hash=password_hash)
        queries.verify_person(tx, user_id)
        for purpose in (Purpose.RESET_PASSWORD, Purpose.VERIFY_EMAIL):
            queries.use_all_tokens(tx, user_id, purpose=purpose)
        forget_failures(tx, token.email)
        ended = queries.end_logins(tx, user_id, reason="password reset")
        write_mail(tx, user_id, purpose=Purpose.PASSWORD_CHANGED)
    remember_ended(ended)
