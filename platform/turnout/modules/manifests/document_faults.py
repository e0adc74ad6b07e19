"""Faults of a manifest's document, in the words of JSON Schema: what editors and we say is one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

OWN_FAULTS: Final = frozenset(
    {"repeated", "no_form", "empty", "many_ways", "two_sources", "no_stock"}
)
"""Faults that pydantic does not know; their messages follow the value that is wrong."""
TYPES = {
    "string_type": "string",
    "int_type": "integer",
    "float_type": "number",
    "bool_type": "boolean",
    "list_type": "array",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
}
BOUNDS = {
    "greater_than_equal": ("less than the minimum of", "ge"),
    "less_than_equal": ("greater than the maximum of", "le"),
    "greater_than": ("less than or equal to the minimum of", "gt"),
}
TOO_LITTLE = {"string_too_short", "too_short"}
TOO_MUCH = {"string_too_long", "too_long"}


class Document(BaseModel):
    """A part of a manifest; nothing stands in it that is not named here."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, regex_engine="python-re")


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


def faults_of(errors: Iterable[ErrorDetails]) -> Iterator[tuple[list[str], str]]:
    """Place and words of each fault; what is missing or unknown is a fault of its owner."""
    unknown: dict[tuple[str, ...], list[str]] = {}
    for each in errors:
        *owner, last = path = [str(part) for part in each["loc"]] or [""]
        if each["type"] == "missing":
            yield owner, f"{last!r} is a required property"
        elif each["type"] == "extra_forbidden":
            unknown.setdefault(tuple(owner), []).append(repr(last))
        else:
            yield path, _words(each)
    for where, names in unknown.items():
        be = "was" if len(names) == 1 else "were"
        says = f"Additional properties are not allowed ({', '.join(sorted(names))} {be} unexpected)"
        yield list(where), says


def _words(error: ErrorDetails) -> str:
    """What is wrong with a value, as validators of JSON Schema say it."""
    given, kind, limits = error["input"], error["type"], error.get("ctx", {})
    is_object = isinstance(given, dict)
    says = error["msg"]
    if kind in TYPES:
        says = f"is not of type {TYPES[kind]!r}"
    elif kind in BOUNDS:
        words, name = BOUNDS[kind]
        says = f"is {words} {limits[name]:g}"
    elif kind in TOO_MUCH:
        says = "has too many properties" if is_object else "is too long"
    elif kind in TOO_LITTLE and limits["min_length"] == 1:
        says = "should be non-empty"
    elif kind in TOO_LITTLE:
        says = "does not have enough properties" if is_object else "is too short"
    elif kind == "string_pattern_mismatch":
        says = f"does not match {limits['pattern']!r}"
    elif kind == "literal_error":
        says = f"is not one of [{limits['expected'].replace(' or ', ', ')}]"
    return says if kind == "no_stock" else f"{given!r} {says}"
