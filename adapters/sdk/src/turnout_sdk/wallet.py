"""The contract between Turnout and a wallet app on people's phones: tickets as passes.

Turnout owns which passes there are, who may have one, and when one has to change. An adapter
writes a pass in the wallet's own form, as a file that people open (`Packs`) or as an object at the
provider that they add by a link (`Keeps`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable


class PassState(StrEnum):
    """What the ticket of a pass is good for."""

    VALID = "valid"
    USED = "used"
    """Its holder came in."""
    VOID = "void"
    """Cancelled, refunded, or somebody else's by now: its code admits nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassTexts:
    """What a pass says in one language: labels, and what differs between languages.

    `changed` is shown when a value changed; it holds `{value}` once.
    """

    title: str
    when: str
    """The label, such as "When"; the same of those below that end a line."""
    where: str
    holder: str
    ticket_type: str
    number: str
    code: str
    organizer: str
    page: str
    state: str
    used: str
    """How the ticket stands, under the label `state`: somebody came in with it."""
    void: str
    """… its code admits nobody."""
    changed: str = "{value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it takes place; without both coordinates nobody is reminded on arrival."""

    name: str
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def is_located(self) -> bool:
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How the organization looks. Pictures are PNG or JPEG; addresses are public and https.

    `icon` is square and always there; `logo` and `picture` may be empty.
    """

    colour: str
    """#rrggbb, behind the text."""
    ink: str
    """#rrggbb that is read on `colour`."""
    icon: bytes = field(repr=False)
    logo: bytes = field(default=b"", repr=False)
    picture: bytes = field(default=b"", repr=False)
    icon_url: str = ""
    picture_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Updates:
    """Where a pass asks for its newest version, and what it proves itself by there."""

    url: str
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """One ticket as one person's phone shows it.

    `id` is ours, never changes and is nobody else's. `code` is what the door reads. Times are
    aware and shown in `time_zone` (IANA). `texts` has an entry for `language`.
    """

    id: str
    event_id: str
    state: PassState
    code: str = field(repr=False)
    short_code: str
    organizer: str
    holder: str
    ticket_type: str
    number: str
    """Of the order."""
    language: str
    texts: Mapping[str, PassTexts]
    design: Design
    time_zone: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: Place | None = None
    url: str = ""
    """The event's public page."""
    updates: Updates | None = None
    """None: the pass stays as it is."""

    @property
    def own_texts(self) -> PassTexts:
        return self.texts[self.language]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassFile:
    """A finished pass to open on a phone."""

    content: bytes = field(repr=False)
    media_type: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the provider calls a pass that it keeps."""

    provider_ref: str


class AskKind(StrEnum):
    """What a device wants of the service from which passes get their changes."""

    REGISTER = "register"
    UNREGISTER = "unregister"
    LIST_CHANGED = "list_changed"
    FETCH = "fetch"
    LOG = "log"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebRequest:
    """A request of a device; `path` is what follows the address that the pass carries."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Names in lower case."""
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request as it was understood; which parts it has follows from `kind`."""

    kind: AskKind
    device: str = ""
    pass_id: str = ""
    token: str = field(default="", repr=False)
    """What the device proves by that it has the pass (`Updates.token`)."""
    push_token: str = field(default="", repr=False)
    since: str = ""
    """What `Changed.mark` was when the device last asked; empty: everything."""
    modified_since: datetime | None = None
    messages: Sequence[str] = ()
    """What the device has to complain about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Which passes of a device changed, and the mark to ask from the next time."""

    pass_ids: Sequence[str]
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAnswer:
    """The body of an answer to a device, in the form that it reads."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the wallet can do, as data. `button` is what leads to it, by language, with `en`."""

    button: Mapping[str, str]
    files: bool = False
    """A pass is a file (`Packs`)."""
    objects: bool = False
    """The provider keeps passes (`Keeps`)."""
    devices: bool = False
    """Devices ask us for changes, and are told when to (`Serves`)."""
    certificate: bool = False
    """What passes are signed with ends on a day (`Expires`)."""

    def button_in(self, language: str) -> str:
        return self.button.get(language, self.button["en"])


@runtime_checkable
class Packs(Protocol):
    """Capability `files`."""

    def pack(self, ticket_pass: Pass) -> PassFile:
        """Write and sign the file. Asks nobody; Misconfigured once the certificate is over."""


@runtime_checkable
class Keeps(Protocol):
    """Capability `objects`."""

    def keep(self, ticket_pass: Pass) -> Kept:
        """Make or change the pass at the provider, and what it says of its event.

        Repeating it does no harm. A pass that is void admits nobody there either.
        """

    def save_url(self, ticket_pass: Pass) -> str:
        """Say where its holder adds a pass that was kept. Asks nobody."""


@runtime_checkable
class Serves(Protocol):
    """Capability `devices`: the update service of a wallet, in the wallet's own words."""

    def read_request(self, request: WebRequest) -> Ask | None:
        """Understand a request; None for what the service does not know. Pure."""

    def write_changed(self, changed: Changed) -> WebAnswer:
        """Word the answer to `LIST_CHANGED`. Pure."""

    def push(self, push_token: str) -> None:
        """Tell a device to ask; Declined with code `gone` when it never will again."""


@runtime_checkable
class Expires(Protocol):
    """Capability `certificate`."""

    def expires_at(self) -> datetime:
        """Say when nothing can be signed any more. Asks nobody."""
