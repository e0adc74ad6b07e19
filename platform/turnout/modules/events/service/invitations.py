"""Inviting people to a private event by mail: each address gets a link of its own.

An address is written to when an organizer asks, and again only when asked again; how often, how
soon, and how many an organization may write to in a day is bounded. Withdrawing closes the link.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, RateLimited
from turnout.kernel.ids import new_id
from turnout.kernel.security.capability_links import (
    LONG_MARK_BYTES,
    derive_secret,
    head_of,
    is_genuine,
)
from turnout.kernel.security.crypto import hash_token
from turnout.kernel.values import from_attributes
from turnout.modules.events import metrics, policies
from turnout.modules.events.errors import InvitationClosed, NotForInvitations, ResendLimitReached
from turnout.modules.events.facts import GuestsInvited
from turnout.modules.events.models import EventRow, InvitationRow, Visibility
from turnout.modules.events.queries import events as queries
from turnout.modules.events.queries import invitations
from turnout.modules.events.rules import NOTIFIED_STATES
from turnout.modules.events.service import event_reader
from turnout.modules.events.types import (
    EventInvitation,
    EventInvitationMail,
    InvitationState,
    Invited,
    Invitee,
)
from turnout.modules.organizations import api as organizations

LINK_PURPOSE: Final = "events.invitation"


def derive_invitation_secret(
    event_id: UUID, invitation_id: UUID, *, serial: int, key_id: str
) -> str:
    """The secret of a sending; NotGenuine when its master key is gone."""
    body = event_id.bytes + invitation_id.bytes + serial.to_bytes(8)
    return derive_secret(
        LINK_PURPOSE, body, head=invitation_id.bytes, length=LONG_MARK_BYTES, key_id=key_id
    )


def derive_secret_hash(event_id: UUID, invitation_id: UUID, *, serial: int) -> tuple[str, bytes]:
    """The id of the current key, and the hash to store."""
    key_id = runtime.current().keys.current
    secret = derive_invitation_secret(event_id, invitation_id, serial=serial, key_id=key_id)
    return key_id, hash_token(secret)


def invitation_of(secret: str) -> UUID | None:
    """Which invitation a secret names, proving nothing yet; None for a text of another shape."""
    head = head_of(secret, 16, length=LONG_MARK_BYTES)
    return UUID(bytes=head) if head else None


MOST: Final = 5_000
"""Addresses of one event."""
MOST_A_DAY: Final = 2_000
"""Mails that an organization may ask for within a day, over all its events."""
MOST_SENDINGS: Final = 5
SOONEST_AGAIN: Final = timedelta(minutes=10)
DAY: Final = timedelta(days=1)
TRY_AGAIN_SECONDS: Final = 3_600


def invite_guests(
    ctx: OrganizationContext,
    event_id: UUID,
    guests: Sequence[Invitee],
    *,
    locale: str = "en",
    expires_at: datetime | None = None,
) -> Invited:
    """Write to everybody who was not invited yet; who was is left alone and told as known.

    All of them or none: a single wrong address refuses the list. Who was withdrawn is invited
    anew.
    """
    policies.require_can_write(ctx, event_id)
    names = _checked(guests)
    with transaction(ctx) as tx:
        _lock_private(tx, event_id)
        if expires_at is not None and expires_at <= tx.now:
            raise Invalid(FieldError("/expires_at", "Choose a time that lies ahead."))
        present = {row.email: row for row in invitations.list_invitations_to(tx, event_id, names)}
        known = [row for row in present.values() if row.withdrawn_at is None]
        fresh = [email for email in names if email not in {row.email for row in known}]
        _require_room(tx, event_id, new=len(fresh) - (len(present) - len(known)), mails=len(fresh))
        rows = []
        for email in fresh:
            row = present.get(email) or _new(tx, event_id, email)
            row.name, row.locale, row.expires_at = names[email], locale, expires_at
            row.withdrawn_at = row.opened_at = None
            _renew(tx, row)
            rows.append(row)
        tx.flush()
        _announce(tx, event_id, rows, step="invited")
        return Invited(invited=_told(tx, rows), known=_told(tx, known))


def list_event_invitations(
    ctx: OrganizationContext,
    event_id: UUID,
    request: PageRequest,
    *,
    state: InvitationState | None = None,
) -> Page[EventInvitation]:
    """Newest first, with those that open nothing any more."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        queries.get_event(tx, event_id)
        rows = invitations.list_invitations(tx, event_id, request, state=state)
        found = page(rows, request, key=lambda row: ("", row.id))
        return found.map(lambda row: _invitation(row, tx.now))


def resend_event_invitation(
    ctx: OrganizationContext, event_id: UUID, invitation_id: UUID
) -> EventInvitation:
    """Send it once more with a new link; links of earlier mails open nothing any more.

    ResendLimitReached after `MOST_SENDINGS`, or within `SOONEST_AGAIN`; InvitationClosed for one
    that was withdrawn or has expired.
    """
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        _lock_private(tx, event_id)
        row = invitations.lock_invitation(tx, event_id, invitation_id)
        if state_of(row, tx.now) in (InvitationState.WITHDRAWN, InvitationState.EXPIRED):
            raise InvitationClosed
        if row.serial >= MOST_SENDINGS or tx.now - row.asked_at < SOONEST_AGAIN:
            raise ResendLimitReached(sent=row.serial)
        _require_room(tx, event_id, new=0, mails=1)
        _renew(tx, row)
        tx.flush()
        _announce(tx, event_id, [row], step="resent")
        return _invitation(row, tx.now)


def withdraw_event_invitation(
    ctx: OrganizationContext, event_id: UUID, invitation_id: UUID
) -> None:
    """From now on its link opens nothing; doing so again changes nothing."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        row = invitations.lock_invitation(tx, event_id, invitation_id)
        if row.withdrawn_at is None:
            row.withdrawn_at = tx.now
            tx.after_commit.append(lambda: metrics.INVITATIONS.add(step="withdrawn"))


def invitation_opens(tx: Transaction, event_id: UUID, secret: str) -> bool:
    """Whether a link opens the event now; that it did is kept the first time."""
    invitation_id = invitation_of(secret)
    row = invitations.find_invitation(tx, invitation_id) if invitation_id else None
    if row is None or row.event_id != event_id:
        return False
    if not is_genuine(secret, row.secret_hash):
        return False
    if state_of(row, tx.now) in (InvitationState.WITHDRAWN, InvitationState.EXPIRED):
        return False
    if row.opened_at is None:
        invitations.note_opened(tx, row.id)
    return True


def read_event_invitation(tx: Transaction, invitation_id: UUID) -> EventInvitationMail | None:
    """What its mail says; None when it was withdrawn or is over, or the event can be no more."""
    row = invitations.find_invitation(tx, invitation_id)
    event = queries.find_event(tx, row.event_id) if row else None
    if row is None or event is None or event.state not in NOTIFIED_STATES:
        return None
    if state_of(row, tx.now) in (InvitationState.WITHDRAWN, InvitationState.EXPIRED):
        return None
    secret = derive_invitation_secret(row.event_id, row.id, serial=row.serial, key_id=row.key_id)
    return from_attributes(
        EventInvitationMail,
        row,
        invitation_id=row.id,
        url=f"{event_reader.page_url(tx, event.slug)}?code={secret}",
    )


def note_invitation_mailed(tx: Transaction, invitation_id: UUID, *, serial: int) -> None:
    """For modules above: the mail of this sending left."""
    invitations.note_mailed(tx, invitation_id, serial=serial)


def state_of(row: InvitationRow, now: datetime) -> InvitationState:
    if row.withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    if row.expires_at is not None and row.expires_at <= now:
        return InvitationState.EXPIRED
    return InvitationState.OPENED if row.opened_at else InvitationState.INVITED


def _checked(guests: Sequence[Invitee]) -> dict[str, str]:
    """Names by address in its one spelling; who stands twice in the list is written to once."""
    found: dict[str, str] = {}
    wrong: list[FieldError] = []
    for index, guest in enumerate(guests):
        try:
            email = organizations.address_of(guest.email, f"/guests/{index}/email")
        except Invalid as refused:
            wrong += refused.errors
        else:
            found.setdefault(email, " ".join(guest.name.split()))
    if wrong:
        raise Invalid(*wrong)
    return found


def _lock_private(tx: Transaction, event_id: UUID) -> EventRow:
    event = queries.lock_open_event(tx, event_id)
    if event.visibility != Visibility.PRIVATE or event.state not in NOTIFIED_STATES:
        raise NotForInvitations
    return event


def _require_room(tx: Transaction, event_id: UUID, *, new: int, mails: int) -> None:
    if invitations.count_invitations(tx, event_id) + new > MOST:
        raise Invalid(FieldError("/guests", f"An event has at most {MOST} invitations."))
    invitations.lock_invitations(tx)
    if mails and invitations.count_invitations_since(tx, tx.now - DAY) + mails > MOST_A_DAY:
        says = f"An organization sends at most {MOST_A_DAY} invitations in a day."
        raise RateLimited(says, retry_after_seconds=TRY_AGAIN_SECONDS)


def _new(tx: Transaction, event_id: UUID, email: str) -> InvitationRow:
    row = InvitationRow(id=new_id(), event_id=event_id, email=email, serial=0, created_at=tx.now)
    tx.add(row)
    return row


def _renew(tx: Transaction, row: InvitationRow) -> None:
    row.serial += 1
    row.key_id, row.secret_hash = derive_secret_hash(row.event_id, row.id, serial=row.serial)
    row.asked_at, row.mailed_at = tx.now, None


def _announce(tx: Transaction, event_id: UUID, rows: Sequence[InvitationRow], *, step: str) -> None:
    if rows:
        tx.publish(GuestsInvited(event_id=event_id, invitation_ids=tuple(r.id for r in rows)))
        tx.after_commit.append(lambda: metrics.INVITATIONS.add(len(rows), step=step))


def _told(tx: Transaction, rows: Sequence[InvitationRow]) -> tuple[EventInvitation, ...]:
    return tuple(_invitation(row, tx.now) for row in rows)


def _invitation(row: InvitationRow, now: datetime) -> EventInvitation:
    return from_attributes(EventInvitation, row, state=state_of(row, now), sent=row.serial)
