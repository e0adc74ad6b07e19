"""Decisions about check-in devices: codes, tokens, windows and clocks. Pure but for salts."""

import base64
import hashlib
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from turnout.kernel.errors import FieldError
from turnout.kernel.security.crypto import is_token
from turnout.kernel.typed_text import plain_digits
from turnout.modules.checkin.api import CheckinList, Reason
from turnout.modules.checkin_devices.types import (
    DeviceState,
    JoiningCodeState,
    KioskMode,
    NewJoiningCode,
    Outcome,
    StaffPin,
    StoredDevice,
    StoredJoiningCode,
)

CODE_PREFIX: Final = "turnout_join"
TOKEN_PREFIX: Final = "turnout_device"  # noqa: S105  what tokens begin with, not a secret
"""Before the 27 letters and the 6 of their checksum; secret scanners know tokens by it."""
SALT_BYTES: Final = 16
PIN_ITERATIONS: Final = 210_000
LIST_LIFETIME: Final = timedelta(hours=12)
"""How long a device keeps a downloaded list without hearing from us."""
UPLOAD_GRACE: Final = timedelta(days=2)
"""How long after its time a device may still upload what it scanned before."""
LONGEST_WINDOW: Final = timedelta(days=92)
"""How long a device may be let in at once; longer events let it join again."""


def is_token_shaped(bearer: str) -> bool:
    """Whether prefix, length and checksum are right: what is not was never made by us."""
    return is_token(bearer, TOKEN_PREFIX)


def is_code_shaped(code: str) -> bool:
    return is_token(code, CODE_PREFIX)


def state_of_code(code: StoredJoiningCode, now: datetime) -> JoiningCodeState:
    """Whether a device can still join by a code, or why not."""
    if code.revoked_at is not None:
        return JoiningCodeState.REVOKED
    if code.uses >= code.max_uses:
        return JoiningCodeState.USED
    return JoiningCodeState.EXPIRED if code.expires_at <= now else JoiningCodeState.OPEN


def state_of_device(device: StoredDevice, now: datetime) -> DeviceState:
    """Whether a device may check people in at this instant, or why not."""
    if device.revoked_at is not None:
        return DeviceState.REVOKED
    if device.ends_at <= now:
        return DeviceState.OVER
    if device.starts_at is not None and now < device.starts_at:
        return DeviceState.TOO_EARLY
    return DeviceState.ACTIVE


def list_expires_at(device: StoredDevice, now: datetime) -> datetime:
    """When what a device downloads now has to be deleted, if it does not hear from us before."""
    return min(now + LIST_LIFETIME, device.ends_at)


def code_errors(
    new: NewJoiningCode, *, lists: Collection[UUID], gates: Collection[str], now: datetime
) -> list[FieldError]:
    """What is wrong with a new joining code, by field."""
    wrong: list[FieldError] = []
    if new.list_ids is not None and not set(new.list_ids) <= set(lists):
        wrong.append(FieldError("/list_ids", "Choose check-in lists of this event."))
    if new.gate and new.gate not in gates:
        wrong.append(FieldError("/gate", "Choose a gate of this event."))
    starts_at = new.starts_at or now
    if new.ends_at <= now:
        wrong.append(FieldError("/ends_at", "Choose a time to come."))
    elif new.ends_at <= starts_at:
        wrong.append(FieldError("/ends_at", "A device's time must end after it starts."))
    elif new.ends_at - starts_at > LONGEST_WINDOW:
        days = LONGEST_WINDOW.days
        wrong.append(FieldError("/ends_at", f"A device's time is {days} days at most."))
    if new.kiosk is not None and new.may_override:
        wrong.append(FieldError("/may_override", "At a kiosk no rule is set aside."))
    if new.kiosk is not None and new.print_station_id and not new.kiosk.prints_badges:
        says = "A kiosk that prints no badges has no print station."
        wrong.append(FieldError("/print_station_id", says))
    if new.kiosk is not None and new.may_sell:
        wrong.append(FieldError("/may_sell", "A kiosk sells nothing."))
    return wrong


def kiosk_of(pin: str, *, prints_badges: bool) -> KioskMode:
    """A kiosk that the team leaves by these digits; they themselves are kept nowhere."""
    salt = secrets.token_bytes(SALT_BYTES)
    digest = hashlib.pbkdf2_hmac("sha256", plain_digits(pin).encode(), salt, PIN_ITERATIONS)
    kept = StaffPin(
        iterations=PIN_ITERATIONS,
        salt=base64.b64encode(salt).decode(),
        hash=base64.b64encode(digest).decode(),
    )
    return KioskMode(pin=kept, prints_badges=prints_badges)


def lists_of(device: StoredDevice, lists: Sequence[CheckinList]) -> list[CheckinList]:
    """The event's lists by which a device checks people in, in their order."""
    if device.list_ids is None:
        return list(lists)
    return [each for each in lists if each.id in device.list_ids]


def lists_that_admit(
    lists: Sequence[CheckinList], ticket_type_id: UUID, registered: Collection[UUID]
) -> list[int]:
    """The numbers of the lists that a ticket of this type is on, by their place."""
    registered_ids = set(registered)
    return [
        number
        for number, each in enumerate(lists)
        if (each.ticket_type_ids is None or ticket_type_id in each.ticket_type_ids)
        and (not each.is_of_sessions or not registered_ids.isdisjoint(each.session_ids))
    ]


def corrected_time(
    scanned_at: datetime, *, offset: timedelta, joined_at: datetime, now: datetime
) -> datetime:
    """When a scan was made by our clock: never before the device joined, and never to come."""
    return min(max(scanned_at - offset, joined_at), now)


def scan_key(device_id: UUID, scan_id: str | None) -> str:
    """A scan's id among those of all devices: each device has numbers of its own."""
    return f"{device_id.hex}:{scan_id}"


def outcome_of(shown: Reason, verdict: Reason) -> Outcome:
    """What letting in, or out, was, given what the rules say of it now."""
    return Outcome(shown.value) if verdict is shown else Outcome.CONFLICT


def clock_offset_seconds(device_time: datetime | None, now: datetime) -> int | None:
    """By how much a device's clock is ahead of ours; None when it did not say its time."""
    return None if device_time is None else round((device_time - now).total_seconds())
