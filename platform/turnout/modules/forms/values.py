"""Values of answers: each in one comparable form, or the codes of what is wrong with it.

Numbers travel as text, so that no language rounds them; dates and times are local and strict.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from turnout.kernel.typed_addresses import COUNTRIES
from turnout.kernel.typed_text import plain_number, plain_phone, plain_signs, visible
from turnout.modules.forms import pattern
from turnout.modules.forms.types import Question, Type

Faults = list[tuple[str, str]]
"""(place below the question, code) of each thing that is wrong."""
Cleaned = tuple[Any, Faults]
"""The value, or None when there is none; what is wrong."""

SPACE: Final = (
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
)
SURROGATE: Final = re.compile("[\ud800-\udfff]")
CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
CONTROL_IN_LINES: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""Written out, because white space means other signs in other languages."""

LONGEST: Final = {Type.SHORT_TEXT: 200, Type.LONG_TEXT: 2000, Type.HIDDEN: 500}
LONGEST_URL: Final = 2000
LONGEST_EMAIL: Final = 254
NUMBER: Final = re.compile(r"([+-]?)([0-9]{1,15})(?:\.([0-9]{1,6}))?")
DATE: Final = re.compile(r"([1-9][0-9]{3})-([0-9]{2})-([0-9]{2})")
TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
STEP: Final = re.compile(r"[1-9][0-9]?")
BLANK: Final = "\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
EMAIL: Final = re.compile(rf"[^@,;<>\"{BLANK}]{{1,64}}@[^@,;<>\"{BLANK}]+\.[^@,;<>\".{BLANK}]+")
URL: Final = re.compile(
    rf"[Hh][Tt][Tt][Pp][Ss]?://[^/?#@:<>\"\[\]\\{BLANK}]{{1,253}}(?::[0-9]{{1,5}})?"
    rf"(?:[/?#][^<>\"{BLANK}]*)?"
)
PHONE: Final = re.compile(r"\+[1-9][0-9]{6,14}")
UUID: Final = re.compile(
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
)
ADDRESS: Final = {
    "line1": 200, "line2": 200, "postal_code": 20, "city": 200, "region": 200, "country": 2,
}  # fmt: skip
ADDRESS_NEEDS: Final = ("line1", "city", "country")
FEBRUARY: Final = 2
LONG_MONTHS: Final = (1, 3, 5, 7, 8, 10, 12)


def one_line(text: str) -> str | None:
    """The text in normal form C without its margins; None when a sign cannot be kept."""
    if SURROGATE.search(text):
        return None
    clean = unicodedata.normalize("NFC", text).strip(SPACE)
    return None if CONTROL.search(clean) else clean


def several_lines(text: str) -> str | None:
    """As `one_line`; line breaks and tabs inside stay, every break as a line feed."""
    if SURROGATE.search(text):
        return None
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = unicodedata.normalize("NFC", plain).strip(SPACE)
    return None if CONTROL_IN_LINES.search(clean) else clean


def clean(question: Question, raw: Any) -> Cleaned:
    """The value of an answer; (None, []) when nothing was answered."""
    if raw is None:
        return None, []
    if question.type in (Type.YES_NO, Type.CONSENT):
        return _decision(question, raw)
    if question.type == Type.MULTIPLE_CHOICE:
        return _choices(question, raw)
    if question.type == Type.ADDRESS:
        return _address(raw)
    return _written(question, raw)


def _wrong(*codes: str) -> Cleaned:
    return None, [("", code) for code in codes]


def _decision(question: Question, raw: Any) -> Cleaned:
    """Yes or no; a consent that is not given is no answer."""
    if not isinstance(raw, bool):
        return _wrong("wrong-type")
    return (None if question.type == Type.CONSENT and not raw else raw), []


def _written(question: Question, raw: Any) -> Cleaned:
    if not isinstance(raw, str):
        return _wrong("wrong-type")
    text = several_lines(raw) if question.type == Type.LONG_TEXT else one_line(raw)
    if text is None:
        return _wrong("invalid-character")
    return READERS[question.type](question, text) if text else (None, [])


def _text(question: Question, text: str) -> Cleaned:
    most = question.maximum_length or LONGEST[question.type]
    if len(text) > most:
        return _wrong("too-long")
    if len(text) < (question.minimum_length or 0):
        return _wrong("too-short")
    if question.pattern is not None and not pattern.matches(question.pattern, text):
        return _wrong("pattern")
    return text, []


def _number(question: Question, text: str) -> Cleaned:
    found = NUMBER.fullmatch(plain_number(text))
    if found is None:
        return _wrong("not-a-number")
    whole = found[2].lstrip("0") or "0"
    fraction = (found[3] or "").rstrip("0")
    if len(fraction) > question.decimals:
        return _wrong("too-many-decimals")
    value = f"{whole}.{fraction}" if fraction else whole
    if found[1] == "-" and value != "0":
        value = f"-{value}"
    if question.minimum is not None and Decimal(value) < Decimal(question.minimum):
        return _wrong("too-small")
    if question.maximum is not None and Decimal(value) > Decimal(question.maximum):
        return _wrong("too-large")
    return value, []


def _choice(question: Question, text: str) -> Cleaned:
    if all(option.value != text for option in question.options):
        return _wrong("not-an-option")
    return text, []


def _choices(question: Question, raw: Any) -> Cleaned:
    if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
        return _wrong("wrong-type")
    known = [option.value for option in question.options]
    faults = [(f"/{index}", "not-an-option") for index, each in enumerate(raw) if each not in known]
    if faults:
        return None, faults
    if len(set(raw)) != len(raw):
        return _wrong("repeated")
    if raw and len(raw) < (question.minimum_choices or 0):
        return _wrong("too-few")
    if question.maximum_choices is not None and len(raw) > question.maximum_choices:
        return _wrong("too-many")
    return [value for value in known if value in raw] or None, []


def _rating(question: Question, text: str) -> Cleaned:
    if not STEP.fullmatch(text) or int(text) > question.steps:
        return _wrong("not-an-option")
    return text, []


def is_date(text: str) -> bool:
    found = DATE.fullmatch(text)
    if found is None:
        return False
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if month == FEBRUARY:
        days = 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    else:
        days = 31 if month in LONG_MONTHS else 30
    return 1 <= month <= 12 and 1 <= day <= days  # noqa: PLR2004  months of a year


def _is_date_time(text: str) -> bool:
    day, mark, time = text.partition("T")
    return bool(mark) and is_date(day) and bool(TIME.fullmatch(time))


def _moment(question: Question, text: str) -> Cleaned:
    is_right, code = {
        Type.DATE: (is_date(text), "not-a-date"),
        Type.TIME: (bool(TIME.fullmatch(text)), "not-a-time"),
        Type.DATE_TIME: (_is_date_time(text), "not-a-date-time"),
    }[question.type]
    if not is_right:
        return _wrong(code)
    if question.minimum is not None and text < question.minimum:
        return _wrong("too-early")
    if question.maximum is not None and text > question.maximum:
        return _wrong("too-late")
    return text, []


def _email(_question: Question, text: str) -> Cleaned:
    address = plain_signs(text)
    is_right = len(address) <= LONGEST_EMAIL and EMAIL.fullmatch(address)
    return (address, []) if is_right else _wrong("not-an-email")


def _phone(_question: Question, text: str) -> Cleaned:
    digits = plain_phone(text)
    return (digits, []) if PHONE.fullmatch(digits) else _wrong("not-a-phone")


def _url(_question: Question, text: str) -> Cleaned:
    address = visible(text)
    is_right = len(address) <= LONGEST_URL and URL.fullmatch(address)
    return (address, []) if is_right else _wrong("not-a-url")


def _country(_question: Question, text: str) -> Cleaned:
    return (text, []) if text in COUNTRIES else _wrong("not-a-country")


def _file(_question: Question, text: str) -> Cleaned:
    return (text.lower(), []) if UUID.fullmatch(text) else _wrong("not-a-file")


def _address(raw: Any) -> Cleaned:
    if not isinstance(raw, Mapping):
        return _wrong("wrong-type")
    faults: Faults = []
    if any(name not in ADDRESS for name in raw):
        faults.append(("", "unknown-member"))
    kept: dict[str, str] = {}
    for name, longest in ADDRESS.items():
        value, fault = _address_line(name, raw.get(name), longest)
        if fault:
            faults.append((f"/{name}", fault))
        if value:
            kept[name] = value
    if kept or faults:
        wrong = {place for place, _ in faults}
        faults += [
            (f"/{name}", "required")
            for name in ADDRESS_NEEDS
            if name not in kept and f"/{name}" not in wrong
        ]
    return (None, faults) if faults or not kept else (kept, [])


def _address_line(name: str, raw: Any, longest: int) -> tuple[str, str]:
    if raw is None:
        return "", ""
    if not isinstance(raw, str):
        return "", "wrong-type"
    text = one_line(raw)
    if text is None:
        return "", "invalid-character"
    if name == "country" and text and text not in COUNTRIES:
        return "", "not-a-country"
    return ("", "too-long") if len(text) > longest else (text, "")


READERS: Final[Mapping[Type, Callable[[Question, str], Cleaned]]] = {
    Type.SHORT_TEXT: _text,
    Type.LONG_TEXT: _text,
    Type.HIDDEN: _text,
    Type.NUMBER: _number,
    Type.SINGLE_CHOICE: _choice,
    Type.DROPDOWN: _choice,
    Type.RATING: _rating,
    Type.DATE: _moment,
    Type.TIME: _moment,
    Type.DATE_TIME: _moment,
    Type.EMAIL: _email,
    Type.PHONE: _phone,
    Type.URL: _url,
    Type.COUNTRY: _country,
    Type.FILE: _file,
}
