"""Fields of requests that several modules share: pages, languages, texts, numbers."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from turnout.kernel.file_formats import SPREADSHEETS, FileFormat
from turnout.kernel.http.answers import one_of
from turnout.kernel.typed_addresses import (
    LONGEST_MAIL,
    LONGEST_WEB,
    ascii_address,
    is_mailable,
    is_web_address,
)
from turnout.kernel.typed_text import UNSEEN

EMAIL_PATTERN = r"^[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]+$(?!\n)"
NAME_PATTERN = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$(?!\n)"
LOCALE_PATTERN = r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$(?!\n)"
NOTHING_SEEN = rf"\s{UNSEEN}\u200c\u200d\u2061-\u2064\u115f\u1160\u2800\u3164\uffa0"
"""Blanks, and whatever nobody sees of a text: also what joins letters, and fillers. In a class."""
SOMETHING = validate.Regexp(
    rf"[{NOTHING_SEEN}]*[^{NOTHING_SEEN}]", error="Write at least one letter."
)
EMAIL_MESSAGE = "Please enter a valid email address"
LANGUAGE = validate.Regexp(
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)", error="Use a language tag such as en or pt-BR."
)


SCHEMES = frozenset({"http", "https"})
_URL = validate.URL(schemes=SCHEMES)
RICH = validate.Length(max=100_000)
"""A text that may be long and formatted."""


class PageArguments(Schema):
    """Which page of a list is asked for, and how long it may be."""

    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


def file_language(otherwise: str) -> fields.String:
    """The language that a report is written in, with whose it is where none is named."""
    said = f"Of the words of a PDF; else {otherwise}"
    return fields.String(load_default=None, validate=LANGUAGE, metadata={"description": said})


class FileArguments(Schema):
    """What a report is written as, and in whose words."""

    format = one_of(FileFormat, load_default=FileFormat.CSV.value)
    language = file_language("the organization's")

    @staticmethod
    def to_file(data: dict[str, Any]) -> dict[str, Any]:
        """Take both out of what was read, as use cases are asked for them."""
        return {"format_": FileFormat(data.pop("format")), "language": data.pop("language")}


class SpreadsheetArguments(Schema):
    """What a list is written as."""

    format = one_of(SPREADSHEETS, load_default=FileFormat.CSV.value)

    @staticmethod
    def to_file(data: dict[str, Any]) -> dict[str, Any]:
        """Take the format out of what was read, as use cases are asked for it."""
        return {"format_": FileFormat(data.pop("format"))}


class YesOrNo(fields.Boolean):
    """A switch in a body: true or false of JSON; a text or a number is refused.

    In an address, where everything is text, stands the library's own field.
    """

    def _deserialize(self, value: Any, *_arguments: Any, **_options: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


def whole(least: int, most: int, **options: Any) -> fields.Integer:
    """A whole number from `least` to `most`; a text with digits is refused."""
    return fields.Integer(strict=True, validate=validate.Range(least, most), **options)


def not_blank(most: int) -> list[validate.Validator]:
    """A text of at most so many characters that is not blank."""
    return [validate.Length(min=1, max=most), SOMETHING]


def require_something(text: str) -> None:
    """Refuse a text of which nothing is seen, beside a pattern that says what else it is."""
    SOMETHING(text)


def web_address(
    *, most: int = LONGEST_WEB, schemes: frozenset[str] = SCHEMES, **options: Any
) -> fields.Url:
    """A page of the web: no user name, quote or sign that turns the text round in its address."""
    return fields.Url(
        schemes=schemes, validate=[validate.Length(max=most), _require_web], **options
    )


def percent_from(side: str) -> fields.Integer:
    """How far from a side of a picture something is."""
    says = f"Percent from the {side} at which the eye of the picture is"
    return whole(0, 100, metadata={"description": says})


class MailAddress(fields.String):
    """An address, whose domain is taken in ASCII however it was written."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        return ascii_address(super()._deserialize(value, *args, **kwargs))


def mail_address(**options: Any) -> fields.String:
    """An address that mails can be sent to."""
    return MailAddress(
        validate=[validate.Length(max=LONGEST_MAIL), _require_mailable],
        metadata={"format": "email"},
        **options,
    )


def email_field(**options: Any) -> fields.String:
    """The address of somebody who buys or comes."""
    return MailAddress(
        validate=[validate.Regexp(EMAIL_PATTERN, error=EMAIL_MESSAGE), *mail_address().validators],
        metadata={"format": "email"},
        **options,
    )


def name_field(*, least: int = 0, **options: Any) -> fields.String:
    """The name of somebody who buys or comes; with `least` one that can be seen."""
    one_line = validate.Regexp(NAME_PATTERN, error="A name has no control characters.")
    some = [require_something] if least else []
    return fields.String(validate=[validate.Length(least, 200), one_line, *some], **options)


def locale_field(**options: Any) -> fields.String:
    """The language in which somebody is written to."""
    return fields.String(validate=validate.Regexp(LOCALE_PATTERN), **options)


def _require_web(text: str) -> None:
    try:
        _URL(text)
    except ValidationError:
        return  # the field says so itself
    if not is_web_address(text):
        raise ValidationError("Use a plain address of the web, without user name or quotes.")


def _require_mailable(text: str) -> None:
    if text and not is_mailable(text):
        raise ValidationError(EMAIL_MESSAGE)


class Keyed(fields.Dict):
    """A Dict whose faults stand at the key itself, where a JSON Pointer finds them."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> Any:
        try:
            return super()._deserialize(value, *arguments, **options)  # type: ignore[no-untyped-call]
        except ValidationError as error:
            if not isinstance(error.messages, dict):
                raise
            flat = {
                name: found.get("value", found.get("key")) if isinstance(found, dict) else found
                for name, found in error.messages.items()
            }
            raise ValidationError(flat, valid_data=error.valid_data) from error
