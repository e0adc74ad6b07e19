"""Requests about sales partners."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import email_field, name_field
from turnout.modules.sales_partners.rules import LONGEST_CODE
from turnout.modules.sales_partners.types import NewSalesPartner, PartnerState

CODE = "4 to 20 letters and digits; O counts as 0, and I and L as 1."
BOUND = "An API token of the organization: orders that come by it are the partner's."
NOTE = "For the team alone, such as what commission was agreed."
LONGEST_NOTE = 2000


def code_field(**options: Any) -> fields.String:
    return fields.String(
        validate=validate.Length(1, LONGEST_CODE), metadata={"description": CODE}, **options
    )


def note_field(**options: Any) -> fields.String:
    return fields.String(
        validate=validate.Length(max=LONGEST_NOTE), metadata={"description": NOTE}, **options
    )


def token_field(**options: Any) -> fields.UUID:
    return fields.UUID(allow_none=True, metadata={"description": BOUND}, **options)


class SalesPartnerUpdateSchema(Schema):
    component = "SalesPartnerChanges"

    name = name_field(least=1)
    code = code_field()
    contact_name = name_field()
    contact_email = email_field(allow_none=True)
    note = note_field()
    api_token_id = token_field()
    state = one_of(PartnerState, required=False)


class NewSalesPartnerSchema(Schema):
    component = "SalesPartnerFields"

    name = name_field(required=True, least=1)
    code = code_field(required=True)
    contact_name = name_field(load_default="")
    contact_email = email_field(load_default=None, allow_none=True)
    note = note_field(load_default="")
    api_token_id = token_field(load_default=None)

    @post_load
    def to_partner(self, data: dict[str, Any], **_: Any) -> NewSalesPartner:
        return NewSalesPartner(**data | {"contact_email": data["contact_email"] or ""})
