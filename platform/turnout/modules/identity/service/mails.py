"""Mails about accounts: written as a row with the change, handed to the mailer by id only."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.ids import new_id
from turnout.kernel.messaging.tasks import enqueue
from turnout.kernel.security.capability_links import is_genuine
from turnout.kernel.values import from_attributes
from turnout.modules.identity import derived_tokens, rules
from turnout.modules.identity.errors import LinkOver
from turnout.modules.identity.queries import mails as mail_queries
from turnout.modules.identity.queries import people as people_queries
from turnout.modules.identity.types import EmailToken, IdentityMail, NewEmailToken, Purpose

TASK: Final = "notifications.send_identity_mail"
LIFETIMES: Final = {
    Purpose.ALREADY_REGISTERED: timedelta(hours=24),
    Purpose.PASSWORD_CHANGED: timedelta(hours=24),
    Purpose.SECOND_FACTORS_CHANGED: timedelta(hours=24),
    Purpose.SIGN_IN_METHODS_CHANGED: timedelta(hours=24),
    Purpose.ERASURE_ASKED: timedelta(days=30),
    Purpose.NEW_DEVICE: timedelta(days=7),
    Purpose.ACCOUNTS_MERGED: timedelta(days=7),
    Purpose.PERSONAL_DATA_READY: timedelta(days=7),
}
WITH_LINK: Final = frozenset(
    {
        Purpose.VERIFY_EMAIL,
        Purpose.RESET_PASSWORD,
        Purpose.CHANGE_EMAIL,
        Purpose.NEW_DEVICE,
        Purpose.APPROVE_EMAIL_CHANGE,
        Purpose.EMAIL_CHANGED,
    }
)
WAITS: Final = (rules.FIRST_RESEND_SECONDS, rules.LONGEST_RESEND_SECONDS)
KEPT: Final = timedelta(days=7)


def write_mail(
    tx: Transaction,
    user_id: UUID,
    *,
    purpose: Purpose,
    email: str | None = None,
    lifetime: timedelta | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Have a mail sent once this transaction commits: to the stored address, or to that one.

    `details` are what it tells besides.
    """
    new = _new_token(purpose, lifetime, details)
    mail_queries.insert_token(tx, new, user_id, email=email)
    tx.after_commit.append(_send(new.id))


def use_link(tx: Transaction, token: EmailToken) -> None:
    """Note that a link has done its work."""
    mail_queries.use_token(tx, token.id)


def issue_link(tx: Transaction, user_id: UUID, *, purpose: Purpose) -> str:
    """The secret of a new link, handed to who has proved to read the mail; no mail goes out."""
    new = _new_token(purpose)
    mail_queries.insert_token(tx, new, user_id)
    mail_queries.mark_mailed(tx, new.id)
    return derived_tokens.derive(purpose, new.id, key_id=new.key_id)


def write_second_factors_mail(tx: Transaction, user_id: UUID) -> None:
    """Tell a person that what they prove themselves with was changed, or a recovery code used."""
    write_mail(tx, user_id, purpose=Purpose.SECOND_FACTORS_CHANGED)


def write_sign_in_methods_mail(tx: Transaction, user_id: UUID) -> None:
    """Tell a person that an outside account was linked to theirs, or taken off it."""
    write_mail(tx, user_id, purpose=Purpose.SIGN_IN_METHODS_CHANGED)


def write_erasure_mail(tx: Transaction, user_id: UUID, *, due_at: datetime) -> None:
    """Tell a person that their account is being erased, until when they may keep it."""
    write_mail(tx, user_id, purpose=Purpose.ERASURE_ASKED, lifetime=due_at - tx.now)


def request_mail(ctx: SystemContext, email: str, *, purpose: Purpose) -> None:
    """Send a mail that a stranger asked for, if the address is a person's and it is not too soon.

    Does the same work either way and says nothing.
    """
    new = _new_token(purpose)
    with transaction(ctx) as tx:
        mail_queries.request_token(tx, new, email=rules.lookup_address(email) or "", waits=WAITS)
        tx.after_commit.append(_send(new.id))


def lock_link(tx: Transaction, secret: str, *, purpose: Purpose) -> tuple[EmailToken, UUID]:
    """The mail that a link came in, held until the commit, and whose it is; LinkOver otherwise."""
    token_id = derived_tokens.row_id_of(secret)
    token = mail_queries.lock_token(tx, token_id) if token_id else None
    if token is None or token.user_id is None or token.purpose != purpose:
        raise LinkOver
    if not is_genuine(secret, token.token_hash):
        raise LinkOver
    if token.used_at is not None or token.expires_at <= tx.now:
        raise LinkOver
    return token, token.user_id


def find_identity_mail(token_id: UUID) -> IdentityMail | None:
    """What a mail says; None when it went out, lapsed, is for nobody, or its link was used."""
    with transaction(SystemContext(job="identity.read-mail")) as tx:
        token = mail_queries.find_token(tx, token_id)
        if token is None or token.user_id is None or token.expires_at <= tx.now:
            return None
        if token.mailed_at is not None or token.used_at is not None:
            return None
        person = people_queries.find_person(tx, token.user_id)
    purpose = Purpose(token.purpose)
    has_link = purpose in WITH_LINK
    return from_attributes(
        IdentityMail,
        token,
        token_id=token.id,
        purpose=purpose,
        display_name=person.display_name if person else "",
        secret=derived_tokens.derive(purpose, token.id, key_id=token.key_id) if has_link else "",
    )


def mark_identity_mail_sent(token_id: UUID) -> None:
    """Note that a mail went out, so that the sweep leaves it alone."""
    with transaction(SystemContext(job="identity.mark-mail-sent")) as tx:
        mail_queries.mark_mailed(tx, token_id)


def list_unsent_identity_mails(*, limit: int = 200) -> list[UUID]:
    """The mails that are still due: what a sweep hands out again."""
    with transaction(SystemContext(job="identity.list-unsent-mails")) as tx:
        return mail_queries.list_unmailed(tx, limit=limit)


def forget_old_mails(ctx: SystemContext) -> int:
    with transaction(ctx) as tx:
        return mail_queries.forget_tokens(tx, tx.now - KEPT)


def _new_token(
    purpose: Purpose, lifetime: timedelta | None = None, details: dict[str, Any] | None = None
) -> NewEmailToken:
    token_id = new_id()
    _, key_id, token_hash = derived_tokens.derive_with_hash(purpose, token_id)
    return NewEmailToken(
        id=token_id,
        purpose=purpose,
        key_id=key_id,
        token_hash=token_hash,
        lifetime=_lifetime(purpose) if lifetime is None else lifetime,
        details=details or {},
    )


def _lifetime(purpose: Purpose) -> timedelta:
    """How long a mail counts; of links the operator says it, and the mail says until when."""
    settings = runtime.current().settings
    of_links = {
        Purpose.VERIFY_EMAIL: timedelta(hours=settings.verification_hours),
        Purpose.RESET_PASSWORD: timedelta(minutes=settings.password_reset_minutes),
        Purpose.CHANGE_EMAIL: timedelta(hours=settings.email_change_hours),
        Purpose.APPROVE_EMAIL_CHANGE: timedelta(hours=settings.email_change_hours),
        Purpose.EMAIL_CHANGED: timedelta(days=settings.email_undo_days),
    }
    return of_links.get(purpose) or LIFETIMES[purpose]


def _send(token_id: UUID) -> Callable[[], None]:
    return lambda: enqueue(TASK, str(token_id))
