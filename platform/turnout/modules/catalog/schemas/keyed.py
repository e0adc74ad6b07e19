"""Objects with free keys, such as a text for each language."""

from typing import Any

from marshmallow import ValidationError, fields


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
