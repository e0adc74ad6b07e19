"""An organization's own fields of events: what a schema may say, and whether values keep to it."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from turnout.kernel.errors import FieldError
from turnout.modules.events.types import CustomField, FieldType
from turnout.programme_formats.field_parsers import read_address

MOST_FIELDS: Final = 50
LONGEST_TEXT: Final = 5_000
KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


def schema_errors(fields: Iterable[CustomField]) -> list[FieldError]:
    """What is wrong with a schema, by the place in its list."""
    found: list[FieldError] = []
    keys: set[str] = set()
    for index, field in enumerate(fields):
        place = f"/fields/{index}"
        if not KEY.fullmatch(field.key):
            says = "Use small letters a-z, digits and _, beginning with a letter; at most 40."
            found.append(FieldError(f"{place}/key", says))
        if field.key in keys:
            found.append(FieldError(f"{place}/key", "Another field has this key.", "taken"))
        keys.add(field.key)
        if (field.type is FieldType.CHOICE) != bool(field.choices):
            says = "A choice has its choices, and no other type has any."
            found.append(FieldError(f"{place}/choices", says))
        elif len(set(field.choices)) < len(field.choices):
            found.append(FieldError(f"{place}/choices", "A choice stands here twice."))
    return found


def value_errors(
    fields: Iterable[CustomField], values: Mapping[str, Any], *, is_final: bool = False
) -> list[FieldError]:
    """What is wrong with an event's values; required ones may be missing until it is final."""
    known = {field.key: field for field in fields}
    found = [
        FieldError(f"/custom/{key}", "The organization has no such field.", "unknown")
        for key in values
        if key not in known
    ]
    for key, field in known.items():
        value = values.get(key)
        if value is None or value == "":
            if field.is_required and is_final:
                found.append(FieldError(f"/custom/{key}", f"{field.label} is needed.", "missing"))
        elif says := _refusal(field, value):
            found.append(FieldError(f"/custom/{key}", says))
    return found


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are kept: without blanks at the ends, without what is empty."""
    kept = {
        key: value.strip() if isinstance(value, str) else value for key, value in values.items()
    }
    return {key: value for key, value in kept.items() if value is not None and value != ""}


def _refusal(field: CustomField, value: Any) -> str | None:
    """Why a value does not fit its field, or None."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    fits = {
        FieldType.TEXT: isinstance(value, str) and len(value) <= LONGEST_TEXT,
        FieldType.NUMBER: is_number,
        FieldType.YES_NO: isinstance(value, bool),
        FieldType.CHOICE: isinstance(value, str) and value in field.choices,
        FieldType.DATE: isinstance(value, str) and _is_date(value),
        FieldType.ADDRESS: isinstance(value, str) and read_address(value) == value,
    }
    return None if fits[field.type] else SAYS[field.type]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


SAYS: Final = {
    FieldType.TEXT: f"Write a text of at most {LONGEST_TEXT} characters.",
    FieldType.NUMBER: "Give a number.",
    FieldType.YES_NO: "Give true or false.",
    FieldType.CHOICE: "Choose one of the field's choices.",
    FieldType.DATE: "Give a date such as 2030-02-28.",
    FieldType.ADDRESS: "Give an address that begins with https://, http:// or mailto:.",
}
