"""Shapes of check-in's requests and answers."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from turnout.modules.checkin.models import OncePer, Scope
from turnout.modules.checkin.types import Reason


class ScanShape(msgspec.Struct, forbid_unknown_fields=True):
    """What `ScanFields` says, as the hot route decodes it."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
    list_id: UUID | None = None
    gate: Annotated[str, msgspec.Meta(max_length=80)] = ""
    device: Annotated[str, msgspec.Meta(max_length=80)] = ""
    scan_id: Annotated[str, msgspec.Meta(min_length=8, max_length=64)] | None = None


class ScanFields(Schema):
    compiled: ClassVar[type[msgspec.Struct]] = ScanShape

    code = fields.String(
        required=True,
        validate=validate.Length(1, 4000),
        metadata={"description": "The text of the QR code, or the short code typed by hand."},
    )
    list_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Left out: the event's default list."},
    )
    gate = fields.String(load_default="", validate=validate.Length(max=80))
    device = fields.String(load_default="", validate=validate.Length(max=80))
    scan_id = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(8, 64),
        metadata={"description": "Your own id of this scan: sent again, it is answered the same."},
    )


class VerdictSchema(Schema):
    verdict = fields.String(validate=validate.OneOf(["admitted", "refused"]))
    reason = fields.String(validate=validate.OneOf([reason.value for reason in Reason]))
    list_id = fields.UUID(allow_none=True)
    attendee_name = fields.String(allow_none=True)
    ticket_type = fields.String(allow_none=True)
    admission_id = fields.UUID(allow_none=True)
    admitted_at = fields.DateTime(
        allow_none=True, metadata={"description": "When the ticket first came in."}
    )
    gate = fields.String(allow_none=True, metadata={"description": "Where it first came in."})
    opens_at = fields.DateTime(allow_none=True)
    closes_at = fields.DateTime(allow_none=True)
    scan_id = fields.String(allow_none=True)


class UndoFields(Schema):
    reason = fields.String(required=True, validate=validate.Length(1, 200))


class NewListFields(Schema):
    name = fields.String(required=True, validate=validate.Length(1, 80))
    ticket_type_ids = fields.List(
        fields.UUID(), load_default=None, allow_none=True, validate=validate.Length(1, 100)
    )
    once_per = fields.String(
        load_default=OncePer.EVENT.value, validate=validate.OneOf([each.value for each in OncePer])
    )
    opens_at = fields.AwareDateTime(load_default=None, allow_none=True)
    closes_at = fields.AwareDateTime(load_default=None, allow_none=True)
    session_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Admits who is registered for this session, and nobody else"},
    )

    @validates_schema
    def check_window(self, values: dict[str, Any], **_: Any) -> None:
        opens_at, closes_at = values.get("opens_at"), values.get("closes_at")
        if opens_at and closes_at and opens_at >= closes_at:
            raise ValidationError("A list must close after it opens.", "closes_at")

    @validates_schema
    def check_session(self, values: dict[str, Any], **_: Any) -> None:
        if values.get("session_id") and values.get("once_per") != OncePer.EVENT:
            says = "A list of a session admits each ticket once."
            raise ValidationError(says, "once_per")


class CheckinListSchema(Schema):
    id = fields.UUID()
    name = fields.String()
    is_default = fields.Boolean()
    ticket_type_ids = fields.List(fields.UUID(), allow_none=True)
    once_per = fields.String()
    time_zone = fields.String()
    opens_at = fields.DateTime(allow_none=True)
    closes_at = fields.DateTime(allow_none=True)
    scope = fields.String(validate=validate.OneOf([each.value for each in Scope]))
    session_id = fields.UUID(
        allow_none=True,
        metadata={"description": "Empty with scope `session`: the session is gone, nobody enters"},
    )


class CheckinListsSchema(Schema):
    items = fields.List(fields.Nested(CheckinListSchema))


class CountSchema(Schema):
    ticket_type_id = fields.UUID()
    gate = fields.String()
    entries = fields.Integer()
    people = fields.Integer()


class ListCountSchema(Schema):
    list_id = fields.UUID()
    name = fields.String()
    session_id = fields.UUID(allow_none=True)
    registered = fields.Integer(
        allow_none=True, metadata={"description": "Whom a session expects; of other lists empty"}
    )
    entries = fields.Integer()
    parts = fields.List(fields.Nested(CountSchema))


class ValidSchema(Schema):
    ticket_type_id = fields.UUID()
    tickets = fields.Integer()


class FiguresSchema(Schema):
    lists = fields.List(fields.Nested(ListCountSchema))
    valid = fields.List(fields.Nested(ValidSchema))
