"""Requests of bulk edits."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, whole
from turnout.modules.bulk_edits.rules import MOST_MINOR
from turnout.modules.bulk_edits.types import NewBulkEdit, PriceChange, Rounding

MOST_TYPES = 100
STEPS = (1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000)
LEAST_BP, MOST_BP = -10_000, 100_000
WAYS = ("set_minor", "add_minor", "percent_bp")


class EditedVersionSchema(Schema):
    component = "BulkEditsItemFields"

    ticket_type_id = fields.UUID(required=True)
    version = whole(
        1, 2**31 - 1, required=True, metadata={"description": "The one that the editor saw."}
    )


class PriceChangeSchema(Schema):
    component = "BulkEditsPriceFields"

    set_minor = whole(0, MOST_MINOR, metadata={"description": "The price of each, minor units."})
    add_minor = whole(
        -MOST_MINOR,
        MOST_MINOR,
        metadata={"description": "What comes on each price, minor units; negative: off it."},
    )
    percent_bp = whole(
        LEAST_BP,
        MOST_BP,
        metadata={"description": "The same in hundredths of a percent of each price."},
    )
    round_to_minor = fields.Integer(
        load_default=1,
        strict=True,
        validate=validate.OneOf(STEPS),
        metadata={"description": "Then to a multiple of this, minor units."},
    )
    rounding = one_of(Rounding, load_default=Rounding.NEAREST.value)

    @post_load
    def to_change(self, data: dict[str, Any], **_: Any) -> PriceChange:
        if sum(name in data for name in WAYS) != 1:
            raise ValidationError("Say one of set_minor, add_minor and percent_bp.", "set_minor")
        return PriceChange(**data)


class EditChangesSchema(Schema):
    component = "BulkEditsChangeFields"

    price = fields.Nested(PriceChangeSchema)
    sales_start_at = fields.AwareDateTime(allow_none=True)
    sales_end_at = fields.AwareDateTime(allow_none=True)
    is_hidden = YesOrNo()
    minimum_per_order = whole(1, 100)
    maximum_per_order = whole(1, 100)
    maximum_per_person = whole(1, 10_000, allow_none=True)


class NewBulkEditSchema(Schema):
    component = "BulkEditFields"

    items = fields.List(
        fields.Nested(EditedVersionSchema),
        required=True,
        validate=validate.Length(1, MOST_TYPES),
        metadata={"description": "The ticket types, each once."},
    )
    changes = fields.Nested(
        EditChangesSchema,
        required=True,
        metadata={"description": "What becomes of each; what is left out stays."},
    )

    @post_load
    def to_edit(self, data: dict[str, Any], **_: Any) -> NewBulkEdit:
        versions = {each["ticket_type_id"]: each["version"] for each in data["items"]}
        if len(versions) != len(data["items"]):
            raise ValidationError("Each ticket type stands here once.", "items")
        changes = dict(data["changes"])
        if not changes:
            raise ValidationError("Say what is changed.", "changes")
        return NewBulkEdit(versions=versions, price=changes.pop("price", None), fields=changes)
