"""Accounts: sign-up, sign-in by password, verification of the address, new passwords.

Answers to strangers are the same whoever has the address already, and take the same time. Every
try of a password is counted first.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import clock
from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.security.rate_limits import network_of
from turnout.modules.identity import hooks, passwords, rules
from turnout.modules.identity.errors import (
    EmailNotVerified,
    PasswordPaused,
    WrongCredentials,
)
from turnout.modules.identity.queries import attempts as attempt_queries
from turnout.modules.identity.queries import logins as login_queries
from turnout.modules.identity.queries import mails as mail_queries
from turnout.modules.identity.queries import people as people_queries
from turnout.modules.identity.service.logins import open_login, remember_ended
from turnout.modules.identity.service.mails import lock_link, request_mail, write_mail
from turnout.modules.identity.service.people import get_me, in_name_of
from turnout.modules.identity.types import Account, Client, Purpose, SignedIn, SignUp, SubjectKind
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events import api as security_events
from turnout.modules.security_events.api import SecurityEventKind, record_security_event

KEPT: Final = timedelta(days=2)
LINKS: Final = (
    Purpose.CHANGE_EMAIL,
    Purpose.APPROVE_EMAIL_CHANGE,
    Purpose.VERIFY_EMAIL,
    Purpose.RESET_PASSWORD,
)
"""All of them were made for the address that was."""


def sign_up(new: SignUp, *, request_id: str = "") -> str:
    """Write the person and have the address proved by mail; the address as it is kept.

    An address that is proved already gets a mail that says so, one that is not gets the newest
    password and a fresh link: whoever reads its mail decides. The password is hashed each time,
    before anything is looked up.
    """
    email = organizations.address_of(new.email)
    wrong = passwords.password_errors(new.password, email=email)
    organizations.raise_if([*rules.profile_errors(new), *wrong])
    password_hash = passwords.hash_password(new.password)
    with transaction(SystemContext(job="identity.sign-up", request_id=request_id)) as tx:
        user_id = people_queries.insert_person(
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
            people_queries.set_password(tx, user_id, password_hash=password_hash)
            write_mail(tx, user_id, purpose=Purpose.VERIFY_EMAIL)
    return email


def verify_email(secret: str, *, request_id: str = "") -> str:
    """Prove the address by the link of the mail, once; the address."""
    return _verify(secret, request_id)[0]


def verify_and_sign_in(secret: str, *, client: Client, request_id: str = "") -> SignedIn:
    """The same, and a login for the browser that used the link: it reads the address's mail.

    Two steps: were the second to fail, the address stays proved and its person signs in as usual.
    """
    _, user_id = _verify(secret, request_id)
    ctx = SystemContext(job="identity.sign-in", request_id=request_id)
    return sign_in_proved(ctx, user_id, client=client)


def _verify(secret: str, request_id: str) -> tuple[str, UUID]:
    with transaction(SystemContext(job="identity.verify-email", request_id=request_id)) as tx:
        token, user_id = lock_link(tx, secret, purpose=Purpose.VERIFY_EMAIL)
        people_queries.verify_person(tx, user_id)
        mail_queries.use_all_tokens(tx, user_id, purpose=Purpose.VERIFY_EMAIL)
        return token.email, user_id


def resend_verification(email: str, *, request_id: str = "") -> None:
    """Send the link again, with a growing wait in between; says nothing about the address."""
    ctx = SystemContext(job="identity.resend-verification", request_id=request_id)
    request_mail(ctx, email, purpose=Purpose.VERIFY_EMAIL)


def _sign_up_again(tx: Transaction, email: str, password_hash: str) -> None:
    person = people_queries.lock_person_by_email(tx, email)
    if person is None or person.is_disabled:
        return
    if person.is_verified:
        write_mail(tx, person.id, purpose=Purpose.ALREADY_REGISTERED)
        return
    people_queries.set_password(tx, person.id, password_hash=password_hash)
    mail_queries.use_all_tokens(tx, person.id, purpose=Purpose.VERIFY_EMAIL)
    write_mail(tx, person.id, purpose=Purpose.VERIFY_EMAIL)


def set_address(tx: Transaction, user_id: UUID, *, email: str) -> bool:
    """Give an account an address that its person proved; False when it is somebody's by now."""
    return people_queries.set_address(tx, user_id, email=email)


def void_all_links(tx: Transaction, user_id: UUID) -> None:
    """Have no link work any more that was made for the address that was."""
    void_links(tx, user_id, *LINKS)


def void_links(tx: Transaction, user_id: UUID, *purposes: Purpose) -> None:
    for purpose in purposes:
        mail_queries.use_all_tokens(tx, user_id, purpose=purpose)


def change_password(ctx: PersonContext, present: str, new: str, *, client: Client) -> None:
    """Set the new password; every other login of the person ends, and a mail tells them.

    Invalid when the new one is no good or the present one not right, PasswordPaused after
    several of those. Links to choose another password that are still on their way stop working.
    """
    person = get_me(ctx)
    organizations.raise_if(passwords.password_errors(new, email=person.email))
    writer = in_name_of(ctx, job="identity.change-password")
    prove_present_password(writer, person.email, present, client=client)
    password_hash = passwords.hash_password(new)
    with transaction(writer) as tx:
        people_queries.set_password(tx, ctx.user_id, password_hash=password_hash)
        mail_queries.use_all_tokens(tx, ctx.user_id, purpose=Purpose.RESET_PASSWORD)
        ended = login_queries.end_logins(
            tx, ctx.user_id, kept=ctx.login_id, reason="password changed"
        )
        write_mail(tx, ctx.user_id, purpose=Purpose.PASSWORD_CHANGED)
        address = client.address
        record_security_event(
            tx, SecurityEventKind.PASSWORD_CHANGED, user_id=ctx.user_id, address=address
        )
    remember_ended(ended)


def forgot_password(email: str, *, request_id: str = "") -> None:
    """Send a link for another password, if the address is anybody's; says nothing."""
    ctx = SystemContext(job="identity.forgot-password", request_id=request_id)
    request_mail(ctx, email, purpose=Purpose.RESET_PASSWORD)


def reset_password(secret: str, password: str, *, request_id: str = "") -> None:
    """Set a new password by the link of the mail, once.

    The same commit proves the address, voids every other such link, lifts a pause of the account
    and ends every login; a mail tells the person.
    """
    ctx = SystemContext(job="identity.reset-password", request_id=request_id)
    with transaction(ctx) as tx:
        token, _ = lock_link(tx, secret, purpose=Purpose.RESET_PASSWORD)
    organizations.raise_if(passwords.password_errors(password, email=token.email))
    password_hash = passwords.hash_password(password)
    with transaction(ctx) as tx:
        token, user_id = lock_link(tx, secret, purpose=Purpose.RESET_PASSWORD)
        people_queries.set_password(tx, user_id, password_hash=password_hash)
        people_queries.verify_person(tx, user_id)
        for purpose in (Purpose.RESET_PASSWORD, Purpose.VERIFY_EMAIL):
            mail_queries.use_all_tokens(tx, user_id, purpose=purpose)
        attempt_queries.clear_counter(tx, rules.subject_of(SubjectKind.ACCOUNT, token.email))
        ended = login_queries.end_logins(tx, user_id, reason="password reset")
        write_mail(tx, user_id, purpose=Purpose.PASSWORD_CHANGED)
        record_security_event(tx, SecurityEventKind.PASSWORD_RESET, user_id=user_id)
    remember_ended(ended)


def sign_in(email: str, password: str, *, client: Client, request_id: str = "") -> SignedIn:
    """Open a login for who knows the password.

    WrongCredentials covers unknown addresses, wrong passwords, people who were disabled, and
    accounts or network addresses that are paused after failures. The try is counted, and commits,
    before the password is looked at: guesses in parallel are all counted. No transaction is open
    while the hash is computed. SecondFactorNeeded where a second step is set up.
    """
    ctx = SystemContext(job="identity.sign-in", request_id=request_id)
    account = prove_password(ctx, email, password, client=client)
    if not account.is_verified:
        raise EmailNotVerified
    return sign_in_proved(ctx, account.user_id, client=client)


def sign_in_proved(
    ctx: SystemContext,
    user_id: UUID,
    *,
    client: Client,
    method: str = "password",
    sso_organization_id: UUID | None = None,
) -> SignedIn:
    """Open a login for who has proved to be this person, by a password or by other means.

    SecondFactorNeeded where a second step is set up; LoginEnded for who was disabled; what a
    module above answers where people of this address sign in another way only.
    """
    require_open(ctx, user_id, method=method)
    for second_step in hooks.SECOND_STEP:
        needed = second_step(ctx, user_id)
        if needed is not None:
            raise needed
    return open_login(ctx, user_id, client=client, sso_organization_id=sso_organization_id)


def require_open(ctx: SystemContext, user_id: UUID, *, method: str) -> None:
    """Raise what a module above answers where this person signs in another way only."""
    for bar in hooks.SIGN_IN_BAR:
        refusal = bar(ctx, user_id, method)
        if refusal is not None:
            raise refusal


def prove_password(ctx: SystemContext, email: str, password: str, *, client: Client) -> Account:
    """The account whose password it is; WrongCredentials, and the try is counted, otherwise."""
    address = rules.lookup_address(email) or email[:320]
    account_key = rules.subject_of(SubjectKind.ACCOUNT, address)
    network_key = rules.subject_of(SubjectKind.ADDRESS, network_of(client.address))
    with transaction(ctx) as tx:
        tried = _count(tx, {account_key: SubjectKind.ACCOUNT, network_key: SubjectKind.ADDRESS})
        found = people_queries.find_account(tx, address)
    account = None if tried.is_refused or found is None or found.is_disabled else found
    is_right = passwords.is_right(password, account.password_hash if account else "")
    if account is None or not is_right:
        _record_failure(ctx, found, client, is_paused=tried.is_refused)
        raise WrongCredentials(paused_until=tried.paused_until)
    is_outdated = passwords.is_outdated(account.password_hash)
    newer_hash = passwords.hash_password(password) if is_outdated else ""
    with transaction(ctx) as tx:
        attempt_queries.clear_counter(tx, account_key)
        attempt_queries.take_try_back(tx, network_key)
        if newer_hash:
            before = account.password_hash
            people_queries.replace_hash(tx, account.user_id, before=before, after=newer_hash)
    return account


def _record_failure(
    ctx: SystemContext, found: Account | None, client: Client, *, is_paused: bool
) -> None:
    """Record a refused password, in the same way whether the address is anybody's."""
    is_disabled = found is not None and found.is_disabled
    security_events.record_on_platform(
        SecurityEventKind.SIGN_IN_FAILED,
        user_id=found.user_id if found else None,
        address=client.address,
        request_id=ctx.request_id,
        details={"reason": "paused" if is_paused else "disabled" if is_disabled else "wrong"},
    )


def count_second_factor_try(tx: Transaction, user_id: UUID) -> datetime | None:
    """Count a try of a person's second factor, to be committed before it is looked at.

    The end of the pause that refuses it, if one is on.
    """
    subject = rules.subject_of(SubjectKind.SECOND_FACTOR, str(user_id))
    tried = _count(tx, {subject: SubjectKind.SECOND_FACTOR})
    return tried.paused_until if tried.is_refused else None


def forget_second_factor_tries(tx: Transaction, user_id: UUID) -> None:
    attempt_queries.clear_counter(tx, rules.subject_of(SubjectKind.SECOND_FACTOR, str(user_id)))


def prove_present_password(
    ctx: SystemContext, email: str, password: str, *, client: Client
) -> None:
    """The same for who is signed in and changes their account: Invalid names the field.

    The tries are those of signing in: a stolen login can guess no more than somebody at the
    sign-in page. PasswordPaused says how long the next one has to wait.
    """
    try:
        prove_password(ctx, email, password, client=client)
    except WrongCredentials as wrong:
        if wrong.paused_until is None:
            raise Invalid(
                FieldError(
                    "/present_password",
                    "That is not your current password. Try again.",
                    "wrong",
                )
            ) from None
        wait = math.ceil((wrong.paused_until - clock.now()).total_seconds())
        raise PasswordPaused(retry_after_seconds=max(1, wait)) from None


def forget_old_attempts(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return attempt_queries.forget_counters(tx, tx.now - KEPT)


@dataclass(frozen=True, slots=True)
class _Try:
    """One counted try: whether a pause refuses it, and until when the next one has to wait."""

    is_refused: bool
    paused_until: datetime | None


def _count(tx: Transaction, subjects: dict[bytes, str]) -> _Try:
    """Count one try against account and network, or count nothing when one of them is paused."""
    counters = attempt_queries.lock_counters(tx, subjects)
    counted = [rules.count_try(each, tx.now) for each in counters]
    moved = [each for each in counted if each is not None]
    is_refused = len(moved) < len(counted)
    if not is_refused:
        attempt_queries.save_counters(tx, moved)
    return _Try(is_refused, rules.latest_pause(counters if is_refused else moved, tx.now))
