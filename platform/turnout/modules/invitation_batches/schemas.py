"""Requests about invitations by CSV."""

from marshmallow import Schema, fields, validate

from turnout.modules.invitation_batches.rules import LONGEST


class InvitationBatchSchema(Schema):
    csv = fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST),
        metadata={
            "description": "Columns e-mail, role, events (address names or ids; empty: all)",
            "example": "email,role,events\nada@example.org,staff,\n",
        },
    )
    locale = fields.String(
        load_default="en",
        validate=validate.Length(max=35),
        metadata={"description": "Of the mails"},
    )
