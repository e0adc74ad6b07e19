"""Requests of the platform's operators."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, not_blank, whole
from turnout.kernel.security.permissions import OPERATOR_ROLES
from turnout.modules.operators.rules import LONGEST_HOURS, MOST_SCOPES
from turnout.modules.operators.types import NewOperatorToken

REASON = "Why; it stands in the log"


class ReasonSchema(Schema):
    reason = fields.String(required=True, validate=not_blank(500), metadata={"description": REASON})


class NewOperatorSchema(ReasonSchema):
    email = fields.Email(required=True, validate=validate.Length(max=320))
    role = one_of(OPERATOR_ROLES, required=True)


class OperatorUpdateSchema(ReasonSchema):
    role = one_of(OPERATOR_ROLES, required=True)


class NewOperatorTokenSchema(Schema):
    """A token of one's own; it ends after some hours."""

    name = fields.String(required=True, validate=not_blank(100))
    scopes = fields.List(
        fields.String(required=True, validate=validate.Length(max=100)),
        required=True,
        validate=validate.Length(min=1, max=MOST_SCOPES),
        metadata={"description": "Permissions that it may use, such as `platform.users.read`"},
    )
    hours = whole(1, LONGEST_HOURS, load_default=8)

    @post_load
    def to_token(self, data: dict[str, Any], **_: Any) -> NewOperatorToken:
        return NewOperatorToken(**data | {"scopes": tuple(dict.fromkeys(data["scopes"]))})


class SearchArguments(PageArguments):
    query = fields.String(
        load_default="",
        validate=validate.Length(max=200),
        metadata={"description": "A part of the name or address, or the id; empty for all"},
    )


class OrganizationSearchArguments(SearchArguments):
    state = one_of(("active", "suspended", "closed"), load_default=None)


class PaymentSearchArguments(Schema):
    provider_ref = fields.String(required=True, validate=not_blank(200))
