"""Access codes of private events, kept as hashes; and whom a private event is shown to."""

import hmac
import secrets
from hashlib import sha256
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.security.crypto import NotGenuine, constant_time_equal
from turnout.kernel.typed_text import plain_code
from turnout.modules.events import policies
from turnout.modules.events.errors import EventNotFound
from turnout.modules.events.models import AccessCodeRow, Visibility
from turnout.modules.events.queries import events as queries
from turnout.modules.events.service import event_reader, invitations
from turnout.modules.events.types import SHOWN, AccessCode, Event, MadeAccessCode, NewAccessCode

PURPOSE: Final = "events.access-code"
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 12
"""60 bits when we draw it; what organizers choose is shorter, and guessing is rate-limited."""
SHORTEST: Final = 6
LONGEST: Final = 40
MOST: Final = 1_000


def create_access_code(
    ctx: OrganizationContext, event_id: UUID, new: NewAccessCode
) -> MadeAccessCode:
    """Make a code that opens the event; it is told once and kept as a hash."""
    policies.require_can_write(ctx, event_id)
    code = _drawn() if new.code is None else _chosen(new.code)
    with transaction(ctx) as tx:
        event = queries.lock_open_event(tx, event_id)
        if len(queries.list_codes(tx, event_id)) >= MOST:
            raise Invalid(FieldError("/code", f"An event has at most {MOST} access codes."))
        key_id = runtime.current().keys.current
        row = AccessCodeRow(
            id=new_id(),
            event_id=event_id,
            label=new.label.strip(),
            email=new.email,
            key_id=key_id,
            code_hash=_digest(event_id, code, key_id),
            expires_at=new.expires_at,
            created_at=tx.now,
        )
        tx.add(row)
        queries.write_code(tx)
        url = f"{event_reader.page_url(tx, event.slug)}?code={code}"
        return MadeAccessCode(access=AccessCode.of(row), code=code, url=url)


def list_access_codes(ctx: OrganizationContext, event_id: UUID) -> list[AccessCode]:
    """Newest first, with those that no longer open anything."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        queries.get_event(tx, event_id)
        return [AccessCode.of(row) for row in queries.list_codes(tx, event_id)]


def revoke_access_code(ctx: OrganizationContext, event_id: UUID, code_id: UUID) -> None:
    """From now on the code opens nothing; doing so again changes nothing."""
    policies.require_can_write(ctx, event_id)
    with transaction(ctx) as tx:
        row = queries.get_code(tx, event_id, code_id)
        row.revoked_at = row.revoked_at or tx.now


def get_visible(
    tx: Transaction, event_id: UUID, *, code: str | None = None, is_member: bool = False
) -> Event:
    """The event if a visitor may see it, else EventNotFound; a private one opens by its code.

    `is_member`: what `sees_private` said of who asks, before the transaction began.
    """
    event = event_reader.get_event(tx, event_id)
    if not (is_member and event.state in SHOWN):
        require_visible(tx, event, code=code)
    return event


def require_visible(tx: Transaction, event: Event, *, code: str | None) -> None:
    if not (event.is_shown or grants_access(tx, event, code=code)):
        raise EventNotFound


def grants_access(tx: Transaction, event: Event, *, code: str | None) -> bool:
    """Whether a code shows a private event; of any other kind, and of drafts, it shows nothing."""
    is_private = event.visibility is Visibility.PRIVATE and event.state in SHOWN
    return bool(is_private and code and is_valid_code(tx, event.id, code))


def is_valid_code(tx: Transaction, event_id: UUID, code: str) -> bool:
    """Whether a code, or the secret of an invitation, opens a private event now.

    Ask only where guessing is rate-limited.
    """
    return invitations.invitation_opens(tx, event_id, code) or _code_opens(tx, event_id, code)


def _code_opens(tx: Transaction, event_id: UUID, code: str) -> bool:
    text = plain_code(code)
    if not SHORTEST <= len(text) <= LONGEST:
        return False
    digests: dict[str, bytes] = {}
    found = False
    for key_id, digest in queries.list_valid_codes(tx, event_id, now=tx.now):
        if key_id not in digests:
            digests[key_id] = _digest(event_id, text, key_id)
        found |= constant_time_equal(digests[key_id], digest)
    return found


def _digest(event_id: UUID, code: str, key_id: str) -> bytes:
    try:
        key = runtime.current().keys.derive(PURPOSE, key_id=key_id)
    except NotGenuine:
        return b""  # its master key is gone: the code opens nothing any more
    return hmac.digest(key, event_id.bytes + code.encode(), sha256)


def _chosen(code: str) -> str:
    text = plain_code(code)
    if not (text.isascii() and text.isalnum() and SHORTEST <= len(text) <= LONGEST):
        says = f"Use {SHORTEST} to {LONGEST} letters and digits; spaces and hyphens do not count."
        raise Invalid(FieldError("/code", says))
    return text


def _drawn() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
