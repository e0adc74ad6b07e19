"""Requests about audit streams."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, not_blank, whole
from turnout.modules.audit_streams.types import (
    KINDS,
    AuditStreamUpdate,
    NewAuditStream,
    StreamKind,
)

HOST = validate.Regexp(r"[A-Za-z0-9.:\-\[\]]{0,253}\Z")


class NewAuditStreamSchema(Schema):
    """Syslog and JSON lines name `host` and `port`, a webhook its `url`."""

    kind = one_of(KINDS, required=True)
    name = fields.String(required=True, validate=not_blank(100))
    host = fields.String(load_default="", validate=HOST)
    port = whole(1, 65_535, load_default=6514)
    url = fields.String(load_default="", validate=validate.Length(max=2_000))
    ca_certificate = fields.String(
        load_default="",
        validate=validate.Length(max=20_000),
        metadata={"description": "PEM; trusted instead of the public authorities"},
    )
    with_values = YesOrNo(
        load_default=False,
        metadata={
            "description": "Send what rows contained as well. Whoever is erased here stays there"
        },
    )
    from_beginning = YesOrNo(
        load_default=False, metadata={"description": "Send what is in the log already, too"}
    )

    @post_load
    def to_stream(self, data: dict[str, Any], **_: Any) -> NewAuditStream:
        return NewAuditStream(**data | {"kind": StreamKind(data["kind"])})


class AuditStreamUpdateSchema(Schema):
    name = fields.String(load_default=None, validate=not_blank(100))
    is_active = YesOrNo(load_default=None)

    @post_load
    def to_changes(self, data: dict[str, Any], **_: Any) -> AuditStreamUpdate:
        return AuditStreamUpdate(**data)
