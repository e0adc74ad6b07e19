"""What check-in devices announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from turnout.kernel.messaging.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceJoined(Fact):
    """A device joined by a code and may check people in."""

    name: ClassVar[str] = "checkin_devices.joined.v1"
    device_id: UUID
    event_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRevoked(Fact):
    """A device was taken away: its next request is refused."""

    name: ClassVar[str] = "checkin_devices.revoked.v1"
    device_id: UUID
    event_id: UUID
