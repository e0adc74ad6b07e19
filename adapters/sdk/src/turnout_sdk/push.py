"""The contract between Turnout and a service that shows notes on people's devices."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol, runtime_checkable

from turnout_sdk.errors import Declined

GONE: Final = "gone"
"""The code of a Declined whose device is to be forgotten."""
TOO_LARGE: Final = "too-large"
"""The code of a Declined whose note the service takes from nobody: it says too much."""


class Urgency(StrEnum):
    """Whether a sleeping device is woken (RFC 8030)."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One device as it introduced itself.

    `address` is a push endpoint or a registration token. `keys` are what the device gave to
    encrypt for it (`p256dh`, `auth`); they stay out of every text.
    """

    address: str = field(repr=False)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the device shows. A later note with the same `topic` takes the place of this one."""

    title: str
    body: str
    url: str | None = None
    topic: str | None = None
    urgency: Urgency = Urgency.NORMAL
    keep_seconds: int = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The service took the note; no service says whether it was seen."""

    provider_ref: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the service can do, as data."""

    browsers: bool = False
    apps: bool = False
    topics: bool = False
    maximum_bytes: int = 3000


@runtime_checkable
class Sends(Protocol):
    """What every push adapter does."""

    def send(self, subscription: Subscription, note: Note) -> Accepted:
        """Hand it over; Declined with code `gone` when the device is to be forgotten."""


@runtime_checkable
class Introduces(Protocol):
    """Browsers want to know who will send before they subscribe."""

    def public_key(self) -> str:
        """Return the application server key, base64url. Asks nobody."""


def body_within(most: int, body: str, *, size: Callable[[str], int]) -> str:
    """Cut a note's body so that the whole note keeps within so many bytes; Declined if none does.

    `size` is how many bytes the note has with a body.
    """
    if size(body) <= most:
        return body
    fits = bisect_right(range(len(body)), most, key=lambda length: size(f"{body[:length]}…"))
    if not fits:
        raise Declined(TOO_LARGE, "This note says too much.")
    return f"{body[: fits - 1]}…"
