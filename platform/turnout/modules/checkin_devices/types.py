"""What crosses the border of check-in devices: codes, devices and what they download."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.answers import one_of
from turnout.modules.checkin.api import CheckinList, Reason


class JoiningCodeState(StrEnum):
    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


class DeviceState(StrEnum):
    ACTIVE = "active"
    TOO_EARLY = "too_early"
    OVER = "over"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPin:
    """The digits by which the team leaves the screen of a kiosk, as PBKDF2-HMAC-SHA-256 of them.

    The kiosk compares them itself, so that it can without a connection. They open nothing of the
    platform: a kiosk has the rights of a kiosk whoever stands before it.
    """

    component: ClassVar[str] = "CheckinStaffPin"
    iterations: int
    salt: Annotated[str, "16 bytes in base64"]
    hash: Annotated[str, "32 bytes in base64"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskMode:
    """What a kiosk does besides checking in, and how the team leaves it."""

    pin: StaffPin
    prints_badges: bool

    @classmethod
    def of(cls, stored: Any) -> "KioskMode | None":
        """From a row's JSON; None of a device that is no kiosk."""
        return None if stored is None else codec.convert(stored, cls)


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskSetup:
    """What a kiosk shows besides, and may do."""

    component: ClassVar[str] = "CheckinKioskSetup"
    pin: StaffPin
    prints_badges: Annotated[bool, "Whether who is checked in gets a badge here"]
    organization_name: str
    logo: Annotated[
        str, "The organization's, a PNG of at most 720 × 240 dots as a data: address; empty: none"
    ]
    accent: Annotated[str, "The organization's colour as a surface, #rrggbb"]
    accent_ink: Annotated[str, "What can be read on it, #rrggbb"]
    language: Annotated[str, "The organization's: a kiosk begins with it"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJoiningCode:
    """What devices that join by a code may do, how many, and how long the code is good."""

    ends_at: datetime
    starts_at: datetime | None = None
    list_ids: list[UUID] | None = None
    gate: str = ""
    max_uses: int = 1
    expires_in_seconds: int = 900
    may_override: bool = False
    may_sell: bool = False
    kiosk: KioskMode | None = None
    print_station_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredJoiningCode:
    id: UUID
    event_id: UUID
    list_ids: list[UUID] | None
    gate: str
    starts_at: datetime | None
    ends_at: datetime
    max_uses: int
    uses: int
    expires_at: datetime
    revoked_at: datetime | None
    created_at: datetime
    may_override: bool
    may_sell: bool
    kiosk: KioskMode | None
    print_station_id: UUID | None

    @classmethod
    def of(cls, *, list_ids: list[str] | None, kiosk: Any, **columns: Any) -> "StoredJoiningCode":
        return cls(list_ids=ids_of(list_ids), kiosk=KioskMode.of(kiosk), **columns)

    @property
    def is_kiosk(self) -> bool:
        return self.kiosk is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoiningCode:
    """A code by which devices join; its text is shown once and kept as a hash."""

    component: ClassVar[str] = "CheckinJoiningCode"

    id: UUID
    event_id: UUID
    list_ids: Annotated[list[UUID] | None, "Null: every check-in list of the event"]
    gate: Annotated[str, "Where its devices stand; empty: anywhere"]
    starts_at: Annotated[datetime | None, "From when its devices may check people in"]
    ends_at: Annotated[datetime, "Until when they may"]
    max_uses: int
    uses: Annotated[int, "How many devices joined by it"]
    expires_at: Annotated[datetime, "Until when a device can join by it"]
    created_at: datetime
    may_override: Annotated[bool, "Whether its devices may let people in against a list's rule"]
    may_sell: Annotated[bool, "Whether its devices may sell tickets at the door"]
    is_kiosk: Annotated[bool, "Whether attendees check themselves in at its devices"]
    print_station_id: Annotated[UUID | None, "Where its devices print badges; null: nowhere"]
    state: Annotated[JoiningCodeState, one_of(JoiningCodeState)]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedJoiningCode:
    """A joining code with its text, which nobody is shown again."""

    component: ClassVar[str] = "CheckinIssuedJoiningCode"

    joining_code: JoiningCode
    code: Annotated[str, "What a device sends to join; it is shown this once"]
    url: Annotated[str, "The same as an address: `…/door#<organization>.<code>`"]
    qr_svg: Annotated[str, "The address as a QR code, drawn as SVG"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDevice:
    """A device as its row has it, with what it last reported."""

    id: UUID
    event_id: UUID
    name: str
    list_ids: list[UUID] | None
    gate: str
    starts_at: datetime | None
    ends_at: datetime
    joined_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None
    battery_percent: int | None
    app_version: str | None
    queue_length: int | None
    clock_offset_seconds: int | None
    may_override: bool
    may_sell: bool
    kiosk: KioskMode | None
    print_station_id: UUID | None

    @classmethod
    def of(cls, *, list_ids: list[str] | None, kiosk: Any, **columns: Any) -> "StoredDevice":
        return cls(list_ids=ids_of(list_ids), kiosk=KioskMode.of(kiosk), **columns)

    @property
    def is_kiosk(self) -> bool:
        return self.kiosk is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A phone or scanner at the door, with what it last reported of itself."""

    component: ClassVar[str] = "CheckinDevice"

    id: UUID
    event_id: UUID
    name: str
    list_ids: Annotated[list[UUID] | None, "Null: every check-in list of the event"]
    gate: Annotated[str, "What its scans say in `gate`"]
    starts_at: datetime | None
    ends_at: datetime
    joined_at: datetime
    revoked_at: datetime | None
    seen_at: Annotated[datetime | None, "Null: never since it joined"]
    battery_percent: int | None
    app_version: str | None
    queue_length: Annotated[int | None, "Scans that it has still to upload"]
    clock_offset_seconds: Annotated[int | None, "By how much its clock is ahead of ours"]
    may_override: Annotated[bool, "Whether its scans may say an `override_reason`"]
    may_sell: Annotated[bool, "Whether it may sell tickets, and print the badges of what it sold"]
    is_kiosk: Annotated[bool, "Whether attendees check themselves in at it"]
    print_station_id: Annotated[UUID | None, "Where it prints badges; null: nowhere"]
    state: Annotated[DeviceState, one_of(DeviceState)]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedDevice:
    """A device with its token, which it is told this once."""

    component: ClassVar[str] = "CheckinJoinedDevice"

    device: Device
    token: Annotated[str, "Sent as `Authorization: Bearer` with every request of the device"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceContext(OrganizationContext):
    """A device that proved itself: it acts in its event, by its lists, at its gate."""

    device: StoredDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a device says of itself."""

    app_version: str
    queue_length: int
    battery_percent: int | None = None
    device_time: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """What a device is told in return."""

    component: ClassVar[str] = "CheckinHeartbeat"

    server_time: datetime
    clock_offset_seconds: Annotated[int | None, "By how much the device's clock is ahead of ours"]
    list_expires_at: Annotated[
        datetime, "When a downloaded list has to be deleted, unless another heartbeat comes before"
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTicketType:
    component: ClassVar[str] = "CheckinTicketType"
    id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorKey:
    component: ClassVar[str] = "CheckinDoorKey"
    key_id: Annotated[str, "The second part of a ticket code"]
    public_key: Annotated[str, "Ed25519, 32 bytes in base64"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorSession:
    """A session that takes place and has a list by which a device checks people in."""

    component: ClassVar[str] = "CheckinDoorSession"
    list_id: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    room_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSetup:
    """What a device works with: its event, lists, ticket types and the keys of ticket codes."""

    component: ClassVar[str] = "CheckinDeviceSetup"

    device: Device
    event_title: str
    time_zone: str
    lists: list[CheckinList]
    sessions: Annotated[list[DoorSession], "Of those lists, the soonest first"]
    ticket_types: list[NamedTicketType]
    keys: Annotated[list[DoorKey], "They prove ticket codes without a connection"]
    server_time: datetime
    list_expires_at: datetime
    kiosk: Annotated[KioskSetup | None, "Null: the team holds this device"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEntry:
    """Somebody came in by one of the lists, and was not taken back; out again since, perhaps."""

    component: ClassVar[str] = "CheckinListedEntry"
    list: Annotated[int, "The place of the list in `list_ids`, from 0"]
    period: Annotated[str, "The day, of a list that admits once each day; else empty"]
    at: datetime
    gate: str
    out_at: Annotated[datetime | None, "When they went out, by a list with re-entry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTicket:
    """A ticket as a device has it: a name and whom it admits, and no code that lets in."""

    component: ClassVar[str] = "CheckinListedTicket"
    id: UUID
    name: str
    number: Annotated[str, "Of the order"]
    ticket_type_id: UUID
    state: Annotated[str, "`valid`, `void` or `refunded`"]
    code_hash: Annotated[
        str, "First 32 hexadecimal digits of the SHA-256 of the code's last 8 bytes, its nonce"
    ]
    lists: Annotated[list[int], "Places in `list_ids` of the lists that admit it; none: removed"]
    entries: list[ListedEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeList:
    """The tickets of a device's lists, whole or as what has changed since a cursor."""

    component: ClassVar[str] = "CheckinAttendeeList"
    is_complete: Annotated[bool, "True: this replaces what the device has; false: it changes it"]
    list_ids: list[UUID]
    items: Sequence[ListedTicket]
    cursor: Annotated[str, "Ask with it for what changes from now on"]
    expires_at: Annotated[datetime, "When the device has to delete the list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTicket:
    """Somebody who was found by name or order number; admitted by `ticket_id`."""

    component: ClassVar[str] = "CheckinFoundTicket"
    ticket_id: UUID
    name: str
    number: str
    ticket_type_id: UUID
    state: str
    admitted_at: Annotated[datetime | None, "When they came in first, by one of the lists"]


class Outcome(StrEnum):
    """What came of a scan that a device made without a connection."""

    ADMITTED = "admitted"
    EXITED = "exited"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineScan:
    """A scan as the device made it, by its own clock; `reason` is the verdict that it showed.

    `exited` is one on the way out.
    """

    scan_id: str
    scanned_at: datetime
    reason: str
    code: str | None = None
    ticket_id: UUID | None = None
    list_id: UUID | None = None
    override_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineScanOutcome:
    """What an uploaded scan became; sent again, it is answered the same."""

    component: ClassVar[str] = "CheckinOfflineScanOutcome"

    scan_id: str
    outcome: Annotated[
        str,
        one_of(Outcome),
        "`conflict`: the device let somebody in, or out, whom the rules would not have let.",
    ]
    reason: Annotated[str, "A verdict as scans have it: of a conflict, why not"]
    happened_at: Annotated[datetime, "When it was made, by our clock"]
    admission_id: Annotated[UUID | None, "The check-in that counts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What is written of an uploaded scan by which somebody was let in, or out."""

    outcome: str
    reason: str
    ticket_id: UUID | None = None
    admission_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckinConflict:
    """Somebody was let in, or out, without a connection whom the rules would not have let.

    The check-in that counts, if there is one, is the one that we knew of first.
    """

    component: ClassVar[str] = "CheckinConflict"

    id: UUID
    reason: Annotated[str, one_of(Reason)]
    ticket_id: UUID | None
    name: Annotated[str, "Empty where no ticket of the event was presented"]
    happened_at: Annotated[datetime, "When the device let them in, by our clock"]
    gate: str
    device: str
    uploaded_at: datetime
    admission_id: Annotated[UUID | None, "The check-in that counts"]
    admitted_at: Annotated[datetime | None, "When that one was"]
    admitted_gate: str | None
    admitted_device: str | None


def ids_of(texts: list[str] | None) -> list[UUID] | None:
    return None if texts is None else [UUID(each) for each in texts]
