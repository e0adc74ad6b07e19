"""Requests about API tokens and service accounts."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import not_blank, whole
from turnout.modules.api_tokens.rules import LONGEST_OVERLAP, MOST_SCOPES
from turnout.modules.api_tokens.types import NewApiToken, NewServiceAccount, Rotation

NAME = not_blank(100)
SOME_EVENTS = validate.Length(min=1, max=200)


def _events(says: str) -> fields.List[Any]:
    return fields.List(
        fields.UUID(required=True),
        allow_none=True,
        validate=SOME_EVENTS,
        metadata={"description": says},
    )


class NewApiTokenSchema(Schema):
    """A token of one's own, or of a service account."""

    name = fields.String(required=True, validate=NAME)
    scopes = fields.List(
        fields.String(required=True, validate=validate.Length(max=100)),
        required=True,
        validate=validate.Length(min=1, max=MOST_SCOPES),
        metadata={"description": "Permissions that it may use, such as `orders.read`"},
    )
    event_ids = _events("Null or left out: every event that its owner has")
    expires_at = fields.AwareDateTime(required=True)
    service_account_id = fields.UUID(
        allow_none=True,
        metadata={"description": "Null or left out: the token is your own"},
    )

    @post_load
    def to_token(self, data: dict[str, Any], **_: Any) -> NewApiToken:
        events = data.pop("event_ids", None)
        scopes = tuple(dict.fromkeys(data.pop("scopes")))
        return NewApiToken(**data, scopes=scopes, event_ids=events and tuple(events))


class RotationSchema(Schema):
    overlap_seconds = whole(
        0,
        LONGEST_OVERLAP,
        load_default=86_400,
        metadata={"description": "How long the secret before is still good"},
    )
    expires_at = fields.AwareDateTime(
        load_default=None,
        allow_none=True,
        metadata={"description": "Null or left out: the token ends when it would have"},
    )

    @post_load
    def to_rotation(self, data: dict[str, Any], **_: Any) -> Rotation:
        return Rotation(**data)


class ServiceAccountFields(Schema):
    event_ids = _events("Null: every event")

    @post_load
    def with_events(self, data: dict[str, Any], **_: Any) -> Any:
        if data.get("event_ids") is not None:
            data["event_ids"] = tuple(data["event_ids"])
        return self.made(data)

    def made(self, data: dict[str, Any]) -> Any:
        return data


class NewServiceAccountSchema(ServiceAccountFields):
    name = fields.String(required=True, validate=NAME)
    role = fields.String(required=True, validate=validate.Length(max=63))

    def made(self, data: dict[str, Any]) -> Any:
        return NewServiceAccount(**data)


class ServiceAccountUpdateSchema(ServiceAccountFields):
    name = fields.String(validate=NAME)
    role = fields.String(validate=validate.Length(max=63))
