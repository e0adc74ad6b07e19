"""Changing the address of an account: both addresses have to agree.

The old one agrees or objects, the new one proves itself; the order does not matter. For some days
afterwards the old one takes the change back. Nobody learns whose an address is.
"""

from datetime import timedelta
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.email_changes import queries
from turnout.modules.email_changes.hooks import ADDRESS_CHANGED
from turnout.modules.email_changes.types import ChangedAddress, EmailChange
from turnout.modules.identity import api as identity
from turnout.modules.identity.api import Purpose
from turnout.modules.organizations import api as organizations
from turnout.modules.security_events.api import SecurityEventKind, record_security_event


def request_email_change(
    ctx: PersonContext, email: str, password: str, *, client: identity.Client
) -> str:
    """Ask both addresses; the new one, as it is kept.

    Says the same whoever has that address: its owner, if there is one, gets a mail that says so.
    Only the newest change counts. Invalid when the password is not right, PasswordPaused after
    several such tries; refused where a company says how people of its domain sign in.
    """
    address = organizations.address_of(email)
    person = identity.get_me(ctx)
    if address == person.email:
        raise Invalid(FieldError("/email", "This is your address already.", "same"))
    writer = identity.in_name_of(ctx, job="email-changes.request")
    identity.prove_present_password(writer, person.email, password, client=client)
    identity.require_open(writer, ctx.user_id, method="email-change")
    with transaction(writer) as tx:
        identity.void_links(tx, ctx.user_id, Purpose.CHANGE_EMAIL, Purpose.APPROVE_EMAIL_CHANGE)
        change = queries.insert_change(
            tx, ctx.user_id, old_email=person.email, new_email=address, login_id=ctx.login_id
        )
        told = {"email_change_id": str(change.id), "new": address}
        owner = identity.find_person_by_email(tx, address)
        if owner is None:
            identity.write_mail(
                tx, ctx.user_id, purpose=Purpose.CHANGE_EMAIL, email=address, details=told
            )
        elif not owner.is_disabled:
            identity.write_mail(tx, owner.id, purpose=Purpose.ALREADY_REGISTERED)
        identity.write_mail(tx, ctx.user_id, purpose=Purpose.APPROVE_EMAIL_CHANGE, details=told)
        _record(tx, SecurityEventKind.EMAIL_CHANGE_ASKED, change)
    return address


def confirm_email_change(secret: str, *, request_id: str = "") -> ChangedAddress:
    """Prove the new address by its link, once; LinkOver when it is somebody's by now."""
    with transaction(_job("confirm", request_id)) as tx:
        change, token = _open_change(tx, secret, Purpose.CHANGE_EMAIL)
        if identity.find_person_by_email(tx, change.new_email) is not None:
            raise identity.LinkOver
        identity.use_link(tx, token)
        change = queries.note_step(tx, change.id, "proved")
        return _completed(tx, change, is_agreed=change.approved_at is not None)


def approve_email_change(secret: str, *, request_id: str = "") -> ChangedAddress:
    """Agree as the old address. The link stays good for objecting until the change is done."""
    with transaction(_job("approve", request_id)) as tx:
        change, _ = _open_change(tx, secret, Purpose.APPROVE_EMAIL_CHANGE)
        change = queries.note_step(tx, change.id, "approved")
        return _completed(tx, change, is_agreed=change.proved_at is not None)


def stop_email_change(secret: str, *, request_id: str = "") -> str:
    """Object as the old address: nothing changes, and every login of the account ends.

    The secret of a link for another password: whoever asked knows the present one.
    """
    with transaction(_job("stop", request_id)) as tx:
        change, _ = _open_change(tx, secret, Purpose.APPROVE_EMAIL_CHANGE)
        queries.note_step(tx, change.id, "ended")
        return _back_in_hand(tx, change, SecurityEventKind.EMAIL_CHANGE_STOPPED)


def undo_email_change(secret: str, *, request_id: str = "") -> str:
    """Give the account its old address back, by the mail that told of the change.

    LinkOver when somebody has proved that address as theirs since. Who signed up with it and never
    proved it loses it.
    """
    with transaction(_job("undo", request_id)) as tx:
        token, user_id = identity.lock_link(tx, secret, purpose=Purpose.EMAIL_CHANGED)
        change = queries.lock_change(tx, UUID(token.details["email_change_id"]))
        if change is None or change.done_at is None or change.ended_at is not None:
            raise identity.LinkOver
        identity.free_unproved_address(tx, change.old_email, but=user_id)
        if not identity.set_address(tx, user_id, email=change.old_email):
            raise identity.LinkOver
        identity.use_link(tx, token)
        queries.note_step(tx, change.id, "ended")
        _tell(tx, change.new_email, change.old_email)
        return _back_in_hand(tx, change, SecurityEventKind.EMAIL_CHANGE_UNDONE)


def _open_change(
    tx: Transaction, secret: str, purpose: Purpose
) -> tuple[EmailChange, identity.EmailToken]:
    token, _ = identity.lock_link(tx, secret, purpose=purpose)
    change = queries.lock_change(tx, UUID(token.details["email_change_id"]))
    if change is None or change.done_at is not None or change.ended_at is not None:
        raise identity.LinkOver
    return change, token


def _completed(tx: Transaction, change: EmailChange, *, is_agreed: bool) -> ChangedAddress:
    """Give the account its new address once both agree; other logins end, links are void."""
    if not is_agreed:
        return ChangedAddress(email=change.new_email, is_done=False)
    if not identity.set_address(tx, change.user_id, email=change.new_email):
        raise identity.LinkOver
    queries.note_step(tx, change.id, "done")
    _tell(tx, change.old_email, change.new_email)
    identity.void_all_links(tx, change.user_id)
    identity.end_all_logins(tx, change.user_id, reason="address changed", kept=change.login_id)
    identity.write_mail(
        tx,
        change.user_id,
        purpose=Purpose.EMAIL_CHANGED,
        email=change.old_email,
        lifetime=timedelta(days=runtime.current().settings.email_undo_days),
        details={"email_change_id": str(change.id), "new": change.new_email},
    )
    _record(tx, SecurityEventKind.EMAIL_CHANGED, change)
    return ChangedAddress(email=change.new_email, is_done=True)


def _tell(tx: Transaction, old: str, new: str) -> None:
    for follow in ADDRESS_CHANGED:
        follow(tx, old, new)


def _back_in_hand(tx: Transaction, change: EmailChange, kind: SecurityEventKind) -> str:
    """End every login and link of an account that its old address speaks for, but one."""
    identity.void_all_links(tx, change.user_id)
    identity.end_all_logins(tx, change.user_id, reason=kind.value)
    _record(tx, kind, change)
    return identity.issue_link(tx, change.user_id, purpose=Purpose.RESET_PASSWORD)


def _record(tx: Transaction, kind: SecurityEventKind, change: EmailChange) -> None:
    record_security_event(tx, kind, user_id=change.user_id, details={"email_change_id": change.id})


def _job(what: str, request_id: str) -> SystemContext:
    return SystemContext(job=f"email-changes.{what}", request_id=request_id)
