"""Requests of check-in: a scan, a reversal, a new list."""

from typing import Annotated, Any, ClassVar, Final
from uuid import UUID

import msgspec
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, not_blank, whole
from turnout.modules.checkin.types import Direction, EntryRule, ListWindow, OncePer
from turnout.modules.checkin.windows import MOST_WINDOWS

MOST_REENTRIES: Final = 1000
LONGEST_REENTRY: Final = 31 * 24 * 60
"""Minutes: a month, the longest that somebody goes out between two days of an event."""
MOST_INSIDE: Final = 1_000_000
MOST_SESSIONS: Final = 200


class CompiledScan(msgspec.Struct, forbid_unknown_fields=True):
    """What `ScanSchema` says, as the hot route decodes it."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=4000)]
    list_id: UUID | None = None
    gate: Annotated[str, msgspec.Meta(max_length=80)] = ""
    device: Annotated[str, msgspec.Meta(max_length=80)] = ""
    scan_id: Annotated[str, msgspec.Meta(min_length=8, max_length=64)] | None = None
    direction: Direction = Direction.IN


class ScanSchema(Schema):
    component = "CheckinScanFields"
    compiled: ClassVar[type[msgspec.Struct]] = CompiledScan

    code = fields.String(
        required=True,
        validate=validate.Length(1, 4000),
        metadata={
            "description": "What a code on the ticket says, or the short code typed by hand."
        },
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
    direction = one_of(
        Direction,
        load_default=Direction.IN.value,
        metadata={"description": "`auto`: by a list with re-entry, out who is inside, else in"},
    )


class OverrideSchema(Schema):
    component = "CheckinOverrideFields"
    code = fields.String(
        required=True,
        validate=validate.Length(1, 4000),
        metadata={
            "description": "What a code on the ticket says, or the short code typed by hand."
        },
    )
    scan_id = fields.String(
        required=True,
        validate=validate.Length(8, 64),
        metadata={"description": "Your own id of this override: sent again, nothing is done."},
    )
    reason = fields.String(
        required=True,
        validate=not_blank(200),
        metadata={"description": "Why the rule does not hold; it stays on record."},
    )
    list_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Left out: the event's default list."},
    )
    gate = fields.String(load_default="", validate=validate.Length(max=80))
    device = fields.String(load_default="", validate=validate.Length(max=80))


class UndoSchema(Schema):
    component = "CheckinUndoFields"
    reason = fields.String(required=True, validate=validate.Length(1, 200))


class AdmissionArguments(PageArguments):
    list_id = fields.UUID(load_default=None)


class WindowSchema(Schema):
    component = "CheckinListWindowFields"
    opens_at = fields.AwareDateTime(required=True)
    closes_at = fields.AwareDateTime(required=True)

    @post_load
    def to_window(self, values: dict[str, Any], **_: Any) -> ListWindow:
        return ListWindow(**values)


def _windows(**options: Any) -> fields.List[Any]:
    says = "When it admits, the earliest first; null: all the time between opening and closing"
    return fields.List(
        fields.Nested(WindowSchema),
        allow_none=True,
        validate=validate.Length(1, MOST_WINDOWS),
        metadata={"description": says},
        **options,
    )


def _sessions(**options: Any) -> fields.List[Any]:
    return fields.List(fields.UUID(), validate=validate.Length(1, MOST_SESSIONS), **options)


class ListUpdateSchema(Schema):
    component = "CheckinListUpdate"
    name = fields.String(validate=validate.Length(1, 80))
    ticket_type_ids = fields.List(fields.UUID(), allow_none=True, validate=validate.Length(1, 100))
    opens_at = fields.AwareDateTime(allow_none=True)
    closes_at = fields.AwareDateTime(
        allow_none=True, metadata={"description": "An instant that has passed closes the list."}
    )
    entry_rule = one_of(EntryRule, required=False)
    max_reentries = whole(0, MOST_REENTRIES, allow_none=True)
    reentry_minutes = whole(1, LONGEST_REENTRY, allow_none=True)
    capacity = whole(1, MOST_INSIDE, allow_none=True)
    windows = _windows()
    session_ids = _sessions(metadata={"description": "Of a list for sessions: which they are"})


class NewListSchema(Schema):
    component = "CheckinNewListFields"
    name = fields.String(required=True, validate=validate.Length(1, 80))
    ticket_type_ids = fields.List(
        fields.UUID(), load_default=None, allow_none=True, validate=validate.Length(1, 100)
    )
    once_per = one_of(OncePer, load_default=OncePer.EVENT.value)
    opens_at = fields.AwareDateTime(load_default=None, allow_none=True)
    closes_at = fields.AwareDateTime(load_default=None, allow_none=True)
    session_ids = _sessions(
        load_default=None,
        allow_none=True,
        metadata={
            "description": "Admits who is registered for one of these sessions, and nobody else"
        },
    )
    entry_rule = one_of(
        EntryRule,
        load_default=EntryRule.ONCE.value,
        metadata={"description": "`re_entry`: who went out by the list comes in again"},
    )
    max_reentries = whole(
        0,
        MOST_REENTRIES,
        load_default=None,
        allow_none=True,
        metadata={"description": "How often a ticket comes in again; null: always"},
    )
    reentry_minutes = whole(
        1,
        LONGEST_REENTRY,
        load_default=None,
        allow_none=True,
        metadata={"description": "How long after going out a ticket comes in again; null: always"},
    )
    capacity = whole(
        1,
        MOST_INSIDE,
        load_default=None,
        allow_none=True,
        metadata={"description": "How many may be inside at once; null: any number"},
    )
    windows = _windows(load_default=None)

    @validates_schema
    def check_window(self, values: dict[str, Any], **_: Any) -> None:
        opens_at, closes_at = values.get("opens_at"), values.get("closes_at")
        if opens_at and closes_at and opens_at >= closes_at:
            raise ValidationError("A list must close after it opens.", "closes_at")

    @validates_schema
    def check_session(self, values: dict[str, Any], **_: Any) -> None:
        of_one = len(set(values.get("session_ids") or ())) == 1
        if of_one and values.get("once_per") != OncePer.EVENT:
            says = "A list of one session admits each ticket once."
            raise ValidationError(says, "once_per")

    @validates_schema
    def check_entry_rule(self, values: dict[str, Any], **_: Any) -> None:
        for name in ("max_reentries", "reentry_minutes"):
            if values.get(name) is not None and values.get("entry_rule") != EntryRule.RE_ENTRY:
                raise ValidationError("This needs a list with re-entry.", name)
