"""Signing in by password: every try is counted first, and every refusal says and takes the same."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.identity import passwords, queries, rules
from turnout.modules.identity.errors import EmailNotVerified, PasswordPaused, WrongCredentials
from turnout.modules.identity.service.logins import open_login
from turnout.modules.identity.types import Account, Client, SignedIn, SubjectKind

JOB: Final = "identity.sign-in"
KEPT: Final = timedelta(days=2)


def sign_in(email: str, password: str, *, client: Client, request_id: str = "") -> SignedIn:
    """Open a login for who knows the password.

    WrongCredentials covers unknown addresses, wrong passwords, people who were disabled, and
    accounts or network addresses that are paused after failures. The try is counted, and commits,
    before the password is looked at: guesses in parallel are all counted. No transaction is open
    while the hash is computed.
    """
    ctx = SystemContext(job=JOB, request_id=request_id)
    account = prove_password(ctx, email, password, client=client)
    if not account.is_verified:
        raise EmailNotVerified
    return open_login(ctx, account.user_id, client=client)


def prove_password(ctx: SystemContext, email: str, password: str, *, client: Client) -> Account:
    """The account whose password it is; WrongCredentials, and the try is counted, otherwise."""
    address = rules.lookup_address(email) or email[:320]
    account_key = rules.subject_of(SubjectKind.ACCOUNT, address)
    network_key = rules.subject_of(SubjectKind.ADDRESS, rules.network_of(client.address))
    with transaction(ctx) as tx:
        tried = _count(tx, {account_key: SubjectKind.ACCOUNT, network_key: SubjectKind.ADDRESS})
        found = queries.find_account(tx, address)
    account = None if tried.is_refused or found is None or found.is_disabled else found
    is_right = passwords.is_right(password, account.password_hash if account else "")
    if account is None or not is_right:
        raise WrongCredentials(paused_until=tried.paused_until)
    newer_hash = _newer_hash(account, password)
    with transaction(ctx) as tx:
        queries.clear_counter(tx, account_key)
        queries.take_try_back(tx, network_key)
        if newer_hash:
            queries.replace_hash(
                tx, account.user_id, before=account.password_hash, after=newer_hash
            )
    return account


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
                    "Your present password is not right. Type it once more.",
                    "wrong",
                )
            ) from None
        wait = math.ceil((wrong.paused_until - clock.now()).total_seconds())
        raise PasswordPaused(retry_after_seconds=max(1, wait)) from None


def forget_failures(tx: Transaction, email: str) -> None:
    """Let the account try again at once: its owner has proved the address."""
    queries.clear_counter(tx, rules.subject_of(SubjectKind.ACCOUNT, email))


def forget_old_attempts(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return queries.forget_counters(tx, tx.now - KEPT)


@dataclass(frozen=True, slots=True)
class _Try:
    """One counted try: whether a pause refuses it, and until when the next one has to wait."""

    is_refused: bool
    paused_until: datetime | None


def _count(tx: Transaction, subjects: dict[bytes, str]) -> _Try:
    """Count one try against account and network, or count nothing when one of them is paused."""
    counters = queries.lock_counters(tx, subjects)
    counted = [rules.count_try(each, tx.now) for each in counters]
    moved = [each for each in counted if each is not None]
    is_refused = len(moved) < len(counted)
    if not is_refused:
        queries.save_counters(tx, moved)
    return _Try(is_refused, rules.latest_pause(counters if is_refused else moved, tx.now))


def _newer_hash(account: Account, password: str) -> str:
    """The password under today's parameters, for an account that has it under older ones."""
    is_outdated = passwords.is_outdated(account.password_hash)
    return passwords.hash_password(password) if is_outdated else ""
