"""Requests about the suppression list."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, not_blank
from turnout.modules.suppressions.models import SuppressionReason, SuppressionScope
from turnout.modules.suppressions.types import NewSuppression

LONGEST_EMAIL: Final = 254
LONGEST_NOTE: Final = 500


class SuppressionArguments(PageArguments):
    reason = one_of(SuppressionReason, load_default=None)
    q = fields.String(
        load_default=None,
        validate=validate.Length(max=LONGEST_EMAIL),
        metadata={"description": "A part of the address or of the note"},
    )


class SuppressionRemovalArguments(Schema):
    note = fields.String(
        required=True,
        validate=not_blank(LONGEST_NOTE),
        metadata={"description": "Why mails go to it again; it stands in the audit log."},
    )


class NewSuppressionSchema(Schema):
    component = "SuppressionFields"

    email = fields.String(required=True, validate=not_blank(LONGEST_EMAIL))
    scope = one_of(SuppressionScope, required=True)
    note = fields.String(required=True, validate=not_blank(LONGEST_NOTE))

    @post_load
    def to_suppression(self, data: dict[str, Any], **_: Any) -> NewSuppression:
        return NewSuppression(**data)
