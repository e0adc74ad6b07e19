"""Signing up and proving the address; the answer is the same whoever has it already."""

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError
from turnout.modules.identity import passwords, rules
from turnout.modules.identity.enums import Purpose
from turnout.modules.identity.queries import mails, people
from turnout.modules.identity.service.mails import lock_link, request_mail, write_mail
from turnout.modules.identity.types import SignUp
from turnout.modules.organizations import api as organizations

JOB = "identity.sign-up"


def sign_up(new: SignUp, *, request_id: str = "") -> str:
    """Write the person and have the address proved by mail; the address as it is kept.

    An address that is proved already gets a mail that says so, one that is not gets the newest
    password and a fresh link: whoever reads its mail decides. The password is hashed each time,
    before anything is looked up.
    """
    email = organizations.address_of(new.email)
    rules.raise_if(_errors_of(new, email))
    password_hash = passwords.hash_password(new.password)
    with transaction(SystemContext(job=JOB, request_id=request_id)) as tx:
        user_id = people.insert_person(
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
            people.set_password(tx, user_id, password_hash=password_hash)
            write_mail(tx, user_id, purpose=Purpose.VERIFY_EMAIL)
    return email


def verify_email(secret: str, *, request_id: str = "") -> str:
    """Prove the address by the link of the mail, once; the address."""
    with transaction(SystemContext(job="identity.verify-email", request_id=request_id)) as tx:
        token, user_id = lock_link(tx, secret, purpose=Purpose.VERIFY_EMAIL)
        people.verify_person(tx, user_id)
        mails.use_all_tokens(tx, user_id, purpose=Purpose.VERIFY_EMAIL)
        return token.email


def resend_verification(email: str, *, request_id: str = "") -> None:
    """Send the link again, with a growing wait in between; says nothing about the address."""
    request_mail(
        SystemContext(job="identity.resend-verification", request_id=request_id),
        email,
        purpose=Purpose.VERIFY_EMAIL,
    )


def _sign_up_again(tx: Transaction, email: str, password_hash: str) -> None:
    person = people.lock_person_by_email(tx, email)
    if person is None or person.is_disabled:
        return
    if person.is_verified:
        write_mail(tx, person.id, purpose=Purpose.ALREADY_REGISTERED)
        return
    people.set_password(tx, person.id, password_hash=password_hash)
    mails.use_all_tokens(tx, person.id, purpose=Purpose.VERIFY_EMAIL)
    write_mail(tx, person.id, purpose=Purpose.VERIFY_EMAIL)


def _errors_of(new: SignUp, email: str) -> list[FieldError]:
    return [
        *rules.profile_errors(
            display_name=new.display_name, locale=new.locale, time_zone=new.time_zone
        ),
        *passwords.password_errors(new.password, email=email),
    ]
