"""Requests about the log of scans: which lines are asked for."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, SpreadsheetArguments
from turnout.modules.checkin.api import Reason
from turnout.modules.checkin_scans.types import ScanFilter, ScanOutcome

LONGEST_DEVICE = 80


class ScanFilterArguments(Schema):
    """The filter of a list of scans, as an address has it."""

    outcome = one_of(ScanOutcome, load_default=None)
    reason = one_of(Reason, load_default=None)
    list_id = fields.UUID(load_default=None)
    device = fields.String(
        load_default=None,
        validate=validate.Length(1, LONGEST_DEVICE),
        metadata={"description": "A part of the device's name"},
    )

    @post_load
    def to_filter(self, values: dict[str, Any], **_: Any) -> ScanFilter:
        return ScanFilter(**values)


class ScanListArguments(PageArguments, ScanFilterArguments):
    """A page of it."""

    @post_load
    def to_filter(self, values: dict[str, Any], **_: Any) -> Any:
        place = {name: values.pop(name) for name in ("cursor", "limit")}
        return {"wanted": ScanFilter(**values), **place}


class ScanFileArguments(SpreadsheetArguments, ScanFilterArguments):
    """The same as a file."""

    @post_load
    def to_filter(self, values: dict[str, Any], **_: Any) -> Any:
        file = self.to_file(values)
        return {"wanted": ScanFilter(**values), **file}
