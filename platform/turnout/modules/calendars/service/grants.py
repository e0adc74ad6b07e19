"""Grants of people and attempts to get one, sealed: at rest in a row, or on their way in a browser.

What was sealed for one person and provider opens for no other.
"""

import base64
import binascii
from typing import Final
from uuid import UUID

import msgspec

from turnout.kernel import clock, codec, runtime
from turnout.kernel.context import PersonContext
from turnout.kernel.errors import TurnoutError
from turnout.modules.calendars.errors import CalendarAttemptOver
from turnout.modules.calendars.types import Attempt, StoredGrant
from turnout_sdk.calendar import Grant

STATE: Final = "calendar_links.state"
SEALED: Final = "calendar_links.sealed"


def seal_grant(user_id: UUID, adapter_key: str, grant: Grant) -> bytes:
    """Sealed for its person and provider: moved to another row it does not open."""
    stored = StoredGrant(
        access_token=grant.access_token,
        refresh_token=grant.refresh_token,
        expires_at=grant.expires_at,
    )
    return runtime.current().keys.seal(
        msgspec.json.encode(stored), organization_id=None, field=_field(user_id, adapter_key)
    )


def open_grant(user_id: UUID, adapter_key: str, sealed: bytes) -> Grant:
    raw = runtime.current().keys.open(
        bytes(sealed), organization_id=None, field=_field(user_id, adapter_key)
    )
    stored = codec.decode(raw, StoredGrant)
    return Grant(
        access_token=stored.access_token,
        refresh_token=stored.refresh_token,
        expires_at=stored.expires_at,
    )


def _field(user_id: UUID, adapter_key: str) -> str:
    return f"{SEALED}/{user_id}/{adapter_key}"


def seal_attempt(attempt: Attempt) -> str:
    sealed = runtime.current().keys.seal(
        msgspec.json.encode(attempt), organization_id=None, field=STATE
    )
    return base64.urlsafe_b64encode(sealed).decode()


def open_attempt(ctx: PersonContext, state: str) -> Attempt:
    try:
        sealed = base64.urlsafe_b64decode(state.encode("ascii"))
        raw = runtime.current().keys.open(sealed, organization_id=None, field=STATE)
        attempt = codec.decode(raw, Attempt)
    except (ValueError, binascii.Error, msgspec.MsgspecError, TurnoutError) as error:
        raise CalendarAttemptOver from error
    if attempt.user_id != ctx.user_id or attempt.expires_at <= clock.now():
        raise CalendarAttemptOver
    return attempt
