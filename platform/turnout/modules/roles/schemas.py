"""Requests about roles."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import not_blank
from turnout.modules.roles.types import NewRole, RoleUpdate

NAME = not_blank(80)
MOST_PERMISSIONS = 200


def _permissions(**options: Any) -> fields.List[Any]:
    return fields.List(
        fields.String(required=True, validate=validate.Length(max=100)),
        validate=validate.Length(min=1, max=MOST_PERMISSIONS),
        metadata={"description": "What it carries, such as `orders.read`; at most your own"},
        **options,
    )


class RoleFields(Schema):
    description = fields.String(validate=validate.Length(max=500))

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> Any:
        if "permissions" in data:
            data["permissions"] = tuple(dict.fromkeys(data["permissions"]))
        return self.made(data)

    def made(self, data: dict[str, Any]) -> Any:
        return data


class NewRoleSchema(RoleFields):
    key = fields.String(
        required=True,
        validate=validate.Length(max=40),
        metadata={"description": "Names it in `role` of members; small letters, never changed"},
    )
    name = fields.String(required=True, validate=NAME)
    permissions = _permissions(required=True)

    def made(self, data: dict[str, Any]) -> Any:
        return NewRole(**data)


class RoleUpdateSchema(RoleFields):
    component = "RolesRoleChange"
    name = fields.String(validate=NAME)
    permissions = _permissions()

    def made(self, data: dict[str, Any]) -> Any:
        return RoleUpdate(**data)
