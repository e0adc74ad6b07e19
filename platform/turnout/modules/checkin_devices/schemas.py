"""Requests about joining codes, and of devices."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, not_blank, whole
from turnout.modules.checkin.api import Direction, Reason
from turnout.modules.checkin_devices import rules
from turnout.modules.checkin_devices.types import KioskMode, NewJoiningCode, OfflineScan, Report

LONGEST_CODE = 64
LONGEST_VERSION = 40
MOST_QUEUED = 1_000_000
MOST_UPLOADED = 500
EITHER = "Send either a code or a ticket."


class NewKioskSchema(Schema):
    component = "CheckinNewKiosk"
    pin = fields.String(
        required=True,
        validate=validate.Regexp(r"^\d{4,8}$(?!\n)", error="Choose four to eight digits."),
        metadata={
            "description": "What the team enters to leave the kiosk; 4 to 8 digits",
            "example": "271828",
        },
    )
    prints_badges = YesOrNo(
        load_default=False,
        metadata={"description": "Who is checked in gets a badge, once"},
    )

    @post_load
    def to_kiosk(self, values: dict[str, Any], **_: Any) -> KioskMode:
        return rules.kiosk_of(values["pin"], prints_badges=values["prints_badges"])


class NewJoiningCodeSchema(Schema):
    component = "CheckinNewJoiningCode"
    list_ids = fields.List(
        fields.UUID(),
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 50),
        metadata={"description": "Null or left out: every check-in list of the event"},
    )
    gate = fields.String(load_default="", validate=validate.Length(max=80))
    starts_at = fields.AwareDateTime(load_default=None, allow_none=True)
    ends_at = fields.AwareDateTime(required=True)
    max_uses = whole(1, 100, load_default=1)
    expires_in_seconds = whole(60, 7 * 86_400, load_default=900)
    may_override = YesOrNo(
        load_default=False,
        metadata={"description": "Its devices may let people in whom a rule of a list refuses"},
    )
    may_sell = YesOrNo(
        load_default=False,
        metadata={"description": "Its devices may sell tickets, and print the badges of those"},
    )
    print_station_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Where its devices print badges; of kiosks that print some"},
    )
    kiosk = fields.Nested(
        NewKioskSchema,
        load_default=None,
        allow_none=True,
        metadata={"description": "Attendees check themselves in at its devices"},
    )

    @post_load
    def to_code(self, values: dict[str, Any], **_: Any) -> NewJoiningCode:
        return NewJoiningCode(**values)


class JoinSchema(Schema):
    component = "CheckinJoin"
    code = fields.String(required=True, validate=validate.Length(1, LONGEST_CODE))
    name = fields.String(
        required=True,
        validate=not_blank(60),
        metadata={"description": "What the team calls the device"},
    )


class ReportSchema(Schema):
    component = "CheckinDeviceReport"
    app_version = fields.String(required=True, validate=validate.Length(1, LONGEST_VERSION))
    queue_length = whole(
        0, MOST_QUEUED, required=True, metadata={"description": "Scans still to be uploaded"}
    )
    battery_percent = whole(0, 100, load_default=None, allow_none=True)
    device_time = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "What the device's clock says as it sends this"},
    )

    @post_load
    def to_report(self, values: dict[str, Any], **_: Any) -> Report:
        return Report(**values)


class CompiledDeviceScan(msgspec.Struct, forbid_unknown_fields=True):
    """What `DeviceScanSchema` says, as the hot route decodes it."""

    scan_id: Annotated[str, msgspec.Meta(min_length=8, max_length=64)]
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=4000)] | None = None
    ticket_id: UUID | None = None
    list_id: UUID | None = None
    override_reason: Annotated[str, msgspec.Meta(pattern=r"\S", max_length=200)] | None = None
    direction: Direction = Direction.IN

    def __post_init__(self) -> None:
        if (self.code is None) == (self.ticket_id is None):
            raise ValueError(EITHER)


class DeviceScanSchema(Schema):
    component = "CheckinDeviceScan"
    compiled: ClassVar[type[msgspec.Struct]] = CompiledDeviceScan

    scan_id = fields.String(
        required=True,
        validate=validate.Length(8, 64),
        metadata={"description": "The device's own id of this scan: sent again, nothing is done"},
    )
    code = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(1, 4000),
        metadata={"description": "What a code on the ticket says, or the short code typed by hand"},
    )
    ticket_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Instead of a code: somebody who was found by name"},
    )
    list_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"description": "Left out: the device's first list"},
    )
    override_reason = fields.String(
        load_default=None,
        allow_none=True,
        validate=not_blank(200),
        metadata={
            "description": "Of a device that may: lets in whom a rule of the list refuses, and why"
        },
    )
    direction = one_of(
        Direction,
        load_default=Direction.IN.value,
        metadata={"description": "`auto`: by a list with re-entry, out who is inside, else in"},
    )

    @validates_schema
    def check_what(self, values: dict[str, Any], **_: Any) -> None:
        if (values.get("code") is None) == (values.get("ticket_id") is None):
            raise ValidationError(EITHER, "code")


class OfflineScanSchema(Schema):
    component = "CheckinOfflineScan"
    scan_id = fields.String(required=True, validate=validate.Length(8, 64))
    scanned_at = fields.AwareDateTime(
        required=True, metadata={"description": "What the device's clock said as it was made"}
    )
    reason = one_of(
        Reason,
        metadata={
            "description": "The verdict that the device showed; `admitted`: let in, `exited`: out"
        },
    )
    code = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 4000))
    ticket_id = fields.UUID(load_default=None, allow_none=True)
    list_id = fields.UUID(load_default=None, allow_none=True)
    override_reason = fields.String(
        load_default=None,
        allow_none=True,
        validate=not_blank(200),
        metadata={
            "description": "Why a device that may let somebody in against a rule; of others nothing"
        },
    )

    @validates_schema
    def check_what(self, values: dict[str, Any], **_: Any) -> None:
        if (values.get("code") is None) == (values.get("ticket_id") is None):
            raise ValidationError(EITHER, "code")

    @post_load
    def to_scan(self, values: dict[str, Any], **_: Any) -> OfflineScan:
        return OfflineScan(**values)


class UploadSchema(Schema):
    component = "CheckinOfflineScans"
    device_time = fields.AwareDateTime(
        required=True, metadata={"description": "What the device's clock says as it sends this"}
    )
    scans = fields.List(
        fields.Nested(OfflineScanSchema), required=True, validate=validate.Length(1, MOST_UPLOADED)
    )

    @validates_schema
    def check_ids(self, values: dict[str, Any], **_: Any) -> None:
        ids = [each.scan_id for each in values.get("scans", ())]
        if len(ids) != len(set(ids)):
            raise ValidationError("Two scans have the same id.", "scans")


class AttendeeArguments(Schema):
    cursor = fields.String(
        load_default=None,
        validate=validate.Length(max=400),
        metadata={"description": "Of an earlier answer: only what has changed since comes"},
    )


class SearchArguments(Schema):
    q = fields.String(
        required=True,
        validate=[validate.Length(2, 80), *not_blank(80)],
        metadata={"description": "A part of a name, or an order number"},
    )
