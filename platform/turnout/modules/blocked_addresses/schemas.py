"""Requests about blocked addresses."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, not_blank
from turnout.modules.blocked_addresses.types import BlockKind, BlockOutcome, NewBlockedAddress

LONGEST_VALUE: Final = 254
LONGEST_REASON: Final = 500


class BlockedAddressArguments(PageArguments):
    kind = one_of(BlockKind, load_default=None)
    q = fields.String(
        load_default=None,
        validate=validate.Length(max=LONGEST_VALUE),
        metadata={"description": "A part of the address or of the reason"},
    )


class BlockedAddressUpdateSchema(Schema):
    component = "BlockedAddressChanges"

    outcome = one_of(BlockOutcome, required=False)
    reason = fields.String(validate=not_blank(LONGEST_REASON))
    ends_at = fields.AwareDateTime(allow_none=True)


class NewBlockedAddressSchema(Schema):
    component = "BlockedAddressFields"

    kind = one_of(BlockKind, required=True)
    value = fields.String(required=True, validate=not_blank(LONGEST_VALUE))
    outcome = one_of(BlockOutcome, required=True)
    reason = fields.String(required=True, validate=not_blank(LONGEST_REASON))
    ends_at = fields.AwareDateTime(load_default=None, allow_none=True)

    @post_load
    def to_address(self, data: dict[str, Any], **_: Any) -> NewBlockedAddress:
        return NewBlockedAddress(**data)
