"""Fields of requests that several modules share: language tags, whole numbers, free keys."""

from typing import Any

from marshmallow import ValidationError, fields, validate

LANGUAGE = validate.Regexp(
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)", error="Use a language tag such as en or pt-BR."
)


def whole(least: int, most: int, **options: Any) -> fields.Integer:
    """A whole number from `least` to `most`; a text with digits is refused."""
    return fields.Integer(strict=True, validate=validate.Range(least, most), **options)


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
