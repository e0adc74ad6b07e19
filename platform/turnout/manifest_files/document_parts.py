"""The forms that a manifest's parts are made of: bases, fields, pictures, people, terms."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

UNSAID: Final[Any] = None
"""The default of an optional field; it is never checked."""
OWN_FAULTS: Final = frozenset(
    {"repeated", "no_form", "empty", "many_ways", "two_sources", "no_stock"}
)
"""Faults that pydantic does not know; their messages follow the value that is wrong."""


class Document(BaseModel):
    """A part of a manifest; nothing stands in it that is not named here."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        regex_engine="python-re",
        use_attribute_docstrings=True,
    )


class JudgedDocument(Document):
    """A part whose fields are judged together too, whatever else is wrong with each."""

    @classmethod
    def fault_of(cls, said: Mapping[str, Any]) -> PydanticCustomError | None:
        """What is wrong with the fields beside each other."""
        raise NotImplementedError

    @model_validator(mode="wrap")
    @classmethod
    def judge(cls, said: Any, check: ModelWrapValidatorHandler[Self]) -> Self:
        fault = cls.fault_of(said) if isinstance(said, dict) else None
        try:
            made = check(said)
        except ValidationError as error:
            if fault is None:
                raise
            own = InitErrorDetails(type=fault, input=said)
            others = [_told_again(each) for each in error.errors(include_url=False)]
            raise ValidationError.from_exception_data(cls.__name__, [own, *others]) from None
        if fault is not None:
            raise fault
        return made


def _told_again(error: ErrorDetails) -> InitErrorDetails:
    kind, context = error["type"], error.get("ctx", {})
    told = PydanticCustomError(kind, error["msg"]) if kind in OWN_FAULTS else kind
    return InitErrorDetails(type=told, loc=error["loc"], input=error["input"], ctx=context)


class OneOf(JudgedDocument):
    """Something that is said in exactly one of several ways."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    @classmethod
    def fault_of(cls, said: Mapping[str, Any]) -> PydanticCustomError | None:
        if not said:
            return PydanticCustomError("empty", "should be non-empty")
        if len(said) > 1:
            return PydanticCustomError("many_ways", "has too many properties")
        return None


def whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def each_once(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise PydanticCustomError("repeated", "has non-unique elements")
    return values


def any_form(value: Any, check: ValidatorFunctionWrapHandler) -> Any:
    """Tell one fault of a value that fits none of its forms, not one for each form."""
    try:
        return check(value)
    except ValidationError:
        says = "is not valid under any of the given schemas"
        raise PydanticCustomError("no_form", says) from None


Unique = [AfterValidator(each_once), Field(json_schema_extra={"uniqueItems": True})]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$")]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Summary = Annotated[str, Field(max_length=500)]
Email = Annotated[str, Field(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
WHOLE: Final = BeforeValidator(whole)
Natural = Annotated[int, Field(ge=0), WHOLE]
Hundred = Annotated[int, Field(ge=1, le=100), WHOLE]
TaxRate = Annotated[int, Field(ge=0, le=10_000, description="Basis points: 1900 is 19 %."), WHOLE]
Price = Annotated[
    Natural,
    Field(description="In minor units of the organization's currency; tax included."),
]
Hidden = Annotated[bool, Field(description="Shown only to who has its link.")]
NeedsApproval = Annotated[
    bool, Field(description="Buyers apply first; the organizer approves or denies each order.")
]
Benefit = Annotated[str, Field(min_length=1, max_length=200)]
Benefits = Annotated[list[Benefit], Field(max_length=20)]
ToldBenefits = Annotated[Benefits, Field(description="What comes with it, a line each.")]
Texts = Annotated[dict[str, str], Field(description="Language tag → text.")]


class Option(Document):
    value: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,40}$")]
    label: Texts = UNSAID


TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class InDays(Document):
    in_days: Annotated[int, Field(ge=0, le=3650), WHOLE]
    at: TimeOfDay


Moment = Annotated[
    Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$")] | InDays,
    WrapValidator(any_form),
]


PictureFile = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*[.](png|jpg|webp)$",
        description="A picture below the folder of this file.",
    ),
]
ContentsFile = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*[.]json$",
        description="An exported file below the folder of this file.",
    ),
]
Percent = Annotated[int, Field(ge=0, le=100), WHOLE]


class Cover(Document):
    file: PictureFile
    focus_x: Percent = UNSAID
    """Where the eye of the picture is, in percent from the left; the middle by itself."""
    focus_y: Percent = UNSAID
    """The same from the top."""


class EventTexts(Document):
    title: Annotated[str, Field(max_length=200)] = UNSAID
    summary: Summary = UNSAID
    description: str = UNSAID


EventTranslations = Annotated[dict[str, EventTexts], Field(description="Language tag → texts.")]


class Speaker(Document):
    name: Name
    title: Annotated[str, Field(max_length=200)] = UNSAID
    company: Annotated[str, Field(max_length=200)] = UNSAID
    biography: str = UNSAID
    photo: PictureFile = UNSAID


class Track(Document):
    name: Annotated[str, Field(min_length=1, max_length=100)]
    color: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] = UNSAID


class Session(Document):
    title: Title
    day: Annotated[int, Field(ge=1, le=100), WHOLE] = UNSAID
    """1 is the event's first day, as it is without."""
    at: TimeOfDay
    """Local time of the event."""
    minutes: Annotated[int, Field(ge=1, le=1440), WHOLE]
    kind: Annotated[str, Field(max_length=100)] = UNSAID
    abstract: str = UNSAID
    track: str = UNSAID
    """One of `tracks`, by its name."""
    room: Name = UNSAID
    """Rooms belong to the place of the event; those that are missing are made."""
    speakers: Annotated[list[Name], *Unique] = UNSAID
    """By their names; those that the event does not name are refused."""
    places: Annotated[int, Field(ge=1, le=1_000_000), WHOLE] = UNSAID
    needs_registration: bool = UNSAID


class Programme(Document):
    tracks: Annotated[list[Track], Field(max_length=100)] = UNSAID
    sessions: Annotated[list[Session], Field(min_length=1, max_length=2000)]


class Sponsor(Document):
    name: Name
    level: Annotated[str, Field(min_length=1, max_length=100)] = UNSAID
    """Levels stand in the order in which they are named first."""
    description: str = UNSAID
    url: Annotated[str, Field(max_length=500)] = UNSAID
    logo: PictureFile = UNSAID


class CurrencyPrice(Document):
    price_minor: Natural
    """In minor units of this currency; whole yen, cents, thousandths of a dinar."""
    minimum_price_minor: Natural = UNSAID
    """The least of a donation."""


Prices = Annotated[
    dict[Currency, CurrencyPrice],
    Field(
        min_length=1,
        max_length=20,
        description="In further currencies, out of the same stock: currency → price.",
    ),
]


class RefundTier(Document):
    days_before: Annotated[int, Field(ge=0, le=3650), WHOLE]
    share_bp: Annotated[int, Field(ge=1, le=10_000), WHOLE]
    """Basis points of the price: 5000 is half of it."""


class BuyerTerms(Document):
    refund: Literal["none", "full", "tiers"]
    tiers: Annotated[list[RefundTier], Field(max_length=10)] = UNSAID
    fee_minor: Natural = UNSAID
    """Kept of each ticket that is given back, in the organization's currency."""
    changes_close_hours: Annotated[int, Field(ge=0, le=8760), WHOLE] = UNSAID
    """Hours before the start until which names and answers may be changed."""
    transfers_close_hours: Annotated[int, Field(ge=0, le=8760), WHOLE] = UNSAID


class PriceRule(Document):
    name: Name
    """What buyers see beside the price; a ticket type has each name once."""
    kind: Literal["early_bird", "quantity", "multibuy", "member"] = UNSAID
    price_minor: Natural = UNSAID
    prices: Annotated[dict[Currency, Natural], Field(min_length=1, max_length=20)] = UNSAID
    """Beside the price, what a unit costs in further currencies of the ticket type."""
    percent_bp: Annotated[int, Field(ge=1, le=10_000), WHOLE] = UNSAID
    """Instead of a price, hundredths of a percent off the list price."""
    starts: Moment = UNSAID
    """Local time of the event, as `starts` of events."""
    ends: Moment = UNSAID
    sold_from: Natural = UNSAID
    """In force once so many units are sold."""
    sold_until: Annotated[int, Field(ge=1), WHOLE] = UNSAID
    """In force for units up to this one."""
    minimum_quantity: Hundred = UNSAID
    maximum_quantity: Hundred = UNSAID
    take_units: Hundred = UNSAID
    """Of a multibuy: so many cost as much as `pay_units`."""
    pay_units: Hundred = UNSAID
    member_group: Annotated[str, Field(min_length=1, max_length=200)] = UNSAID
    """Of a member price: for who signed in with this group of the identity provider."""
