"""Requests about identity providers."""

from collections.abc import Sequence
from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, not_blank
from turnout.kernel.typed_addresses import ascii_host
from turnout.modules.roles.api import AgencySignIn
from turnout.modules.sso.types import (
    GroupMapping,
    NewIdentityProvider,
    ProviderKind,
    ProviderState,
    RoleRules,
)

MOST: Final = 100
URL: Final = validate.Length(min=8, max=500)
TEXT: Final = validate.Length(min=1, max=256)
SECRET: Final = validate.Length(min=1, max=1000)
PRODUCT: Final = validate.Regexp(r"[a-z0-9-]{1,40}\Z")
ROLE: Final = validate.Length(min=1, max=40)


class GroupMappingSchema(Schema):
    component = "SsoGroupMappingFields"
    group = fields.String(required=True, validate=TEXT)
    role = fields.String(required=True, validate=ROLE)

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> GroupMapping:
        return GroupMapping(**data)


class RoleRulesSchema(Schema):
    """How groups become roles."""

    group_claim = fields.String(
        validate=TEXT, metadata={"description": "The claim that lists groups; `groups` by itself"}
    )
    mappings = fields.List(
        fields.Nested(GroupMappingSchema),
        validate=validate.Length(max=MOST),
        metadata={"description": "The first whose group somebody has gives their role"},
    )
    default_role = fields.String(validate=ROLE, allow_none=True)


class MappingPreviewSchema(RoleRulesSchema):
    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> RoleRules:
        return _rules(data)


class ProviderFields(RoleRulesSchema):
    domains = fields.List(
        fields.String(validate=validate.Length(max=253)),
        validate=validate.Length(max=MOST),
        metadata={"description": "E-mail domains; each counts once the organization proved it"},
    )


class NewIdentityProviderSchema(ProviderFields):
    component = "SsoNewIdentityProvider"
    name = fields.String(required=True, validate=not_blank(80))
    product = fields.String(validate=PRODUCT)
    kind = one_of(
        ProviderKind,
        load_default=ProviderKind.OIDC.value,
        metadata={"description": "Of `saml`, metadata comes next by `…/saml/metadata`"},
    )
    issuer = fields.String(validate=URL, metadata={"description": "May follow, while a draft"})
    client_id = fields.String(validate=TEXT)
    client_secret = fields.String(validate=SECRET, load_only=True)

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> NewIdentityProvider:
        names = ("name", "product", "kind", "issuer", "client_id", "client_secret")
        return NewIdentityProvider(
            **{name: data[name] for name in names if name in data},
            domains=_spelled(data.get("domains", ())),
            rules=_rules(data),
        )


class IdentityProviderUpdateSchema(ProviderFields):
    component = "SsoIdentityProviderChange"
    name = fields.String(validate=not_blank(80))
    product = fields.String(validate=PRODUCT)
    issuer = fields.String(validate=URL)
    client_id = fields.String(validate=TEXT)
    client_secret = fields.String(validate=SECRET, load_only=True)
    state = one_of(ProviderState, required=False)
    is_enforced = YesOrNo()
    break_glass_user_id = fields.UUID(allow_none=True)
    agencies = one_of(AgencySignIn, required=False)

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        if "mappings" in data:
            data["mappings"] = tuple(data["mappings"])
        if "domains" in data:
            data["domains"] = _spelled(data["domains"])
        return data


def _spelled(domains: Sequence[str]) -> tuple[str, ...]:
    """Each once, in ASCII; what is no name of a domain stays, to be refused."""
    return tuple(dict.fromkeys(ascii_host(each) or each for each in domains))


def _rules(data: dict[str, Any]) -> RoleRules:
    return RoleRules(
        group_claim=data.get("group_claim", "groups"),
        mappings=tuple(data.get("mappings", ())),
        default_role=data.get("default_role"),
    )
