"""What attendees type at a kiosk, and choose for their badge."""

from marshmallow import Schema, fields

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import not_blank
from turnout.modules.badges import api as badges


class KioskSearchSchema(Schema):
    component = "KiosksSearch"
    name = fields.String(
        required=True,
        validate=not_blank(120),
        metadata={"description": "The name on the ticket, or a word of it"},
    )
    proof = fields.String(
        required=True,
        validate=not_blank(254),
        metadata={
            "description": "The order's number, or the e-mail address of the attendee or the buyer"
        },
    )


class KioskBadgeSchema(Schema):
    component = "KiosksNewBadge"
    ticket_id = fields.UUID(required=True)
    name_form = one_of(
        badges.NameForm,
        load_default=badges.NameForm.FULL.value,
        metadata={"description": "How much of the name stands on the badge"},
    )
