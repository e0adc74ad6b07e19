"""A form, its versions and what answers to it are worth: frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import codec


@dataclass(frozen=True, slots=True, kw_only=True)
class FormVersion:
    """What a form asked from `saved_at` on; number 0, without an id: nothing was asked yet."""

    id: UUID | None = None
    version: int = 0
    language: str = "en"
    questions: list[dict[str, Any]] = field(default_factory=list)
    saved_at: datetime | None = None
    saved_by: str = ""

    @classmethod
    def of(cls, *, definition: Mapping[str, Any], **columns: Any) -> "FormVersion":
        return cls(language=definition["language"], questions=definition["questions"], **columns)

    @property
    def definition(self) -> dict[str, Any]:
        """Language and questions as the form is stored."""
        return {"language": self.language, "questions": self.questions}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """`pointer` is a JSON Pointer into the answers; the words for `code` are the reader's."""

    pointer: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Cleaned answers hold only what was asked, answered and right."""

    visible: tuple[str, ...]
    required: tuple[str, ...]
    faults: tuple[Fault, ...]
    cleaned: dict[str, Any]

    @property
    def wrong(self) -> tuple[Fault, ...]:
        """Faults of what was answered; answers that are merely missing may still come."""
        return tuple(fault for fault in self.faults if fault.code != MISSING)

    @property
    def missing(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.code == MISSING)


MISSING = "required"


Condition = Mapping[str, Any]
"""`{"question", "is", "value"}`, or `{"all": […]}`, `{"any": […]}`, `{"not": …}` of such."""
Texts = Mapping[str, str]
"""Language tag → text."""


class Type(StrEnum):
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    DROPDOWN = "dropdown"
    YES_NO = "yes_no"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "date_time"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    COUNTRY = "country"
    ADDRESS = "address"
    FILE = "file"
    CONSENT = "consent"
    RATING = "rating"
    HIDDEN = "hidden"
    HEADING = "heading"


class Scope(StrEnum):
    ORDER = "order"
    ATTENDEE = "attendee"


CHOICES: Final = frozenset({Type.SINGLE_CHOICE, Type.MULTIPLE_CHOICE, Type.DROPDOWN})
TEXTS: Final = frozenset({Type.SHORT_TEXT, Type.LONG_TEXT, Type.HIDDEN})
BETWEEN: Final = "; "
"""Between several choices, or the parts of an address."""
MOMENTS: Final = frozenset({Type.DATE, Type.TIME, Type.DATE_TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; a limit of None is the type's own. Amounts and moments are texts."""

    key: str
    type: Type
    scope: Scope = Scope.ATTENDEE
    label: Texts = field(default_factory=dict)
    help: Texts = field(default_factory=dict)
    required: bool = False
    ticket_type_ids: tuple[str, ...] | None = None
    show_if: Condition | None = None
    require_if: Condition | None = None
    options: tuple[Option, ...] = ()
    minimum_length: int | None = None
    maximum_length: int | None = None
    pattern: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    decimals: int = 0
    minimum_choices: int | None = None
    maximum_choices: int | None = None
    steps: int = 5
    text: Texts = field(default_factory=dict)
    text_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    language: str = "en"
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question as the organization's forms put it last, and how many events ever asked it."""

    key: str
    type: str
    label: Texts
    language: str
    event_count: int


def read_form(definition: Mapping[str, Any]) -> Form:
    """The form of a stored definition."""
    return codec.convert(definition, Form)


def text_in(texts: Texts, wanted: str, *, language: str) -> str:
    """A text in a language: as tagged, else the main language, else the form's own, else any."""
    known = {tag.lower(): text for tag, text in texts.items() if text}
    tag = wanted.replace("_", "-").lower()
    for each in (tag, tag.partition("-")[0], language.lower(), *known):
        if each in known:
            return known[each]
    return ""


def answer_text(form: Form, question: Question, answer: Any) -> str:
    """An answer as a text for a table: choices by their labels in the form's own language."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, dict):
        return BETWEEN.join(str(part) for part in answer.values() if part)
    labels = {
        option.value: text_in(option.label, form.language, language=form.language)
        for option in question.options
    }
    chosen = answer if isinstance(answer, list) else [answer]
    return BETWEEN.join(labels.get(str(each)) or str(each) for each in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownOption:
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownQuestion:
    """A question in one language."""

    key: str
    type: str
    scope: str
    label: str
    help: str
    required: bool
    ticket_type_ids: list[str] | None
    show_if: dict[str, Any] | None
    require_if: dict[str, Any] | None
    options: list[ShownOption]
    minimum_length: int | None
    maximum_length: int | None
    pattern: str | None
    minimum: str | None
    maximum: str | None
    decimals: int
    minimum_choices: int | None
    maximum_choices: int | None
    steps: int
    text: str
    text_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownForm:
    """The questions of a checkout in one language; `version` is 0 when nothing is asked."""

    version_id: UUID | None
    version: int
    questions: list[ShownQuestion]


def questions_in(form: Form, wanted: str) -> list[ShownQuestion]:
    """The questions with one text where there were several; the rest is as stored."""

    def text(texts: Texts) -> str:
        return text_in(texts, wanted, language=form.language)

    shown = []
    for question in form.questions:
        data = msgspec.to_builtins(question)
        data |= {name: text(getattr(question, name)) for name in ("label", "help", "text")}
        data["options"] = [
            ShownOption(value=option.value, label=text(option.label) or option.value)
            for option in question.options
        ]
        shown.append(ShownQuestion(**data))
    return shown
