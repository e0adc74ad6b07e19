"""Badge layouts, what stands on a badge, and prints, as they cross the module's border."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from turnout.kernel import codec
from turnout.kernel.http.answers import INTERNAL, one_of


class ElementKind(StrEnum):
    """What an element of a badge shows."""

    NAME = "name"
    TICKET_TYPE = "ticket_type"
    ANSWER = "answer"
    SESSIONS = "sessions"
    EVENT_TITLE = "event_title"
    ORDER_NUMBER = "order_number"
    SHORT_CODE = "short_code"
    TEXT = "text"
    QR = "qr"
    CODE_128 = "code_128"
    PDF417 = "pdf417"
    LOGO = "logo"
    PICTURE = "picture"
    BAND = "band"


TEXT_KINDS = frozenset(
    {
        ElementKind.NAME,
        ElementKind.TICKET_TYPE,
        ElementKind.ANSWER,
        ElementKind.SESSIONS,
        ElementKind.EVENT_TITLE,
        ElementKind.ORDER_NUMBER,
        ElementKind.SHORT_CODE,
        ElementKind.TEXT,
    }
)


class BadgeSides(StrEnum):
    ONE = "one"
    DOUBLE = "double"
    """The back is the front again, on a page of its own."""
    FOLDED = "folded"
    """The back stands upside down below the front: folded there, both sides can be read."""


class Alignment(StrEnum):
    START = "start"
    CENTRE = "centre"
    END = "end"


class QrContent(StrEnum):
    TICKET = "ticket"
    """The signed code that lets in."""
    BADGE = "badge"
    """Names the badge and admits nobody: for sponsors who scan it."""


class PrintFormat(StrEnum):
    PDF = "pdf"
    ZPL = "zpl"


class NameForm(StrEnum):
    """How much of the name on a ticket stands on its badge."""

    FULL = "full"
    FIRST = "first"
    FIRST_LAST = "first_last"


class BadgeSample(StrEnum):
    """Whom a preview shows."""

    LONGEST = "longest"
    SHORT = "short"
    ARABIC = "arabic"
    HINDI = "hindi"


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeElement:
    """Something on a badge in its box; millimetres from the upper left corner of the badge."""

    kind: Annotated[str, one_of(ElementKind)]
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    size_pt: Annotated[float, "The largest size of a text; it shrinks until it fits its box."] = 12
    is_bold: bool = False
    align: Annotated[str, one_of(Alignment)] = Alignment.CENTRE.value
    lines: Annotated[int, "A text has so many lines at most."] = 1
    colour: Annotated[str, "Of a text or a band, #rrggbb."] = "#181c24"
    text: Annotated[str, "Of kind `text`."] = ""
    question: Annotated[str, "Of kind `answer`: the key of a question of the event's form."] = ""
    content: Annotated[str, one_of(QrContent), "Of kind `qr`."] = QrContent.TICKET.value
    file_id: Annotated[UUID | None, "Of kind `picture`."] = None
    colours: Annotated[Mapping[str, str], "Of a band: by ticket type, in place of `colour`."] = (
        field(default_factory=dict)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSheet:
    """Paper with several badges on it, row by row from the upper left corner."""

    width_mm: float
    height_mm: float
    columns: int
    rows: int
    left_mm: float
    top_mm: float
    gap_x_mm: float = 0
    gap_y_mm: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeDesign:
    """The size of a badge, the paper that it is printed on, and what stands on it."""

    width_mm: float
    height_mm: float
    sides: Annotated[str, one_of(BadgeSides)] = BadgeSides.ONE.value
    sheet: Annotated[LabelSheet | None, "Null: one badge for each page or label."] = None
    elements: Annotated[
        Sequence[BadgeElement], "From the lowest to what is drawn over all others."
    ] = ()

    @property
    def paper_height_mm(self) -> float:
        """Of one badge, its folded half with it."""
        return self.height_mm * (2 if self.sides == BadgeSides.FOLDED else 1)

    @property
    def on_a_page(self) -> int:
        return 1 if self.sheet is None else self.sheet.columns * self.sheet.rows


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeLayout:
    """How badges of an event look: of some ticket types, or of all that have none of their own."""

    id: UUID
    event_id: UUID
    name: str
    is_default: Annotated[bool, "For ticket types without a layout of their own; one at most."]
    ticket_type_ids: Annotated[Sequence[UUID], "Each ticket type has one layout at most."]
    design: BadgeDesign
    version: int
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, *, design: Any, ticket_type_ids: Any, **columns: Any) -> "BadgeLayout":
        """From a row, whose design and ticket types are JSON."""
        return cls(
            design=codec.convert(design, BadgeDesign),
            ticket_type_ids=tuple(UUID(each) for each in ticket_type_ids or ()),
            **columns,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBadgeLayout:
    name: str
    design: BadgeDesign
    is_default: bool = False
    ticket_type_ids: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeTemplate:
    """A layout to begin with."""

    key: Annotated[str, "Stays; a screen has words for each."]
    design: BadgeDesign


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """What stands on one badge; plain values."""

    name: str
    ticket_type: str
    ticket_type_id: UUID | None
    event_title: str
    order_number: str
    short_code: str
    barcode_number: str
    """What Code 128 holds: digits that stand for the ticket's code."""
    ticket_code: str = field(repr=False)
    badge_code: str = field(repr=False)
    sessions: Sequence[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgePictures:
    """What is read outside of transactions: files by their ids, and the logo."""

    files: Mapping[UUID, bytes] = field(default_factory=dict)
    logo: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgePrint:
    """One badge that somebody printed; `number` counts the prints of its ticket."""

    id: UUID
    run_id: UUID
    ticket_id: UUID
    attendee_name: str
    ticket_type_id: UUID
    number: Annotated[int, "1 is the first; what follows are reprints."]
    reason: Annotated[str, "Why it was printed again; empty for the first."]
    device: Annotated[str, "Where it was printed, as whoever did it says."]
    layout_id: Annotated[UUID | None, "Null: the layout was deleted since."]
    printed_at: datetime
    printed_by: Annotated[str, "Such as `user:…` or `token:…`"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgePrintRun:
    """Badges that were printed together, and until when their file is there."""

    id: UUID
    event_id: UUID
    format: Annotated[str, one_of(PrintFormat)]
    dpi: Annotated[int, "Of ZPL; 0 for PDF."]
    device: str
    layout_id: Annotated[UUID | None, "Null: each ticket type's own."]
    job_id: Annotated[UUID | None, "The job that goes through many."]
    prints: Annotated[int, "Badges in it so far."]
    parts: Annotated[int, "Files that its badges come in."]
    started_at: datetime
    started_by: str
    expires_at: Annotated[datetime, "From then on its file is gone; print again."]
    reason: Annotated[str, INTERNAL] = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrintRun:
    """What is printed, and how; the badges are named or found apart."""

    format: str = PrintFormat.PDF.value
    dpi: int = 0
    layout_id: UUID | None = None
    reason: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A design that is not saved yet, and whom it shows."""

    component: ClassVar[str] = "BadgesPreview"
    design: BadgeDesign
    sample: str = BadgeSample.LONGEST.value
    format: str = "svg"
    dpi: int = 203


Changes = Mapping[str, Any]
