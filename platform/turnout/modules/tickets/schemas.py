"""Requests about tickets: which bar codes stand on their PDF."""

from typing import Any

from marshmallow import Schema, post_load

from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.tickets.types import NewTicketBarcodes


class TicketBarcodesSchema(Schema):
    """Both are said: what is left out by mistake shall not vanish from tickets."""

    component = "TicketsBarcodesFields"

    has_code_128 = YesOrNo(
        required=True,
        metadata={"description": "The barcode number as Code 128, for scanners that read lines."},
    )
    has_pdf417 = YesOrNo(
        required=True,
        metadata={"description": "The signed ticket code as PDF417, as on boarding passes."},
    )

    @post_load
    def to_barcodes(self, data: dict[str, Any], **_: Any) -> NewTicketBarcodes:
        return NewTicketBarcodes(**data)
