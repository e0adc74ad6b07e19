"""Requests about second-factor policies."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.second_factor_policies.types import LONGEST_GRACE_DAYS, NewSecondFactorPolicy


class NewSecondFactorPolicySchema(Schema):
    component = "NewSecondFactorPolicy"
    roles = fields.List(
        fields.String(required=True, validate=validate.Length(min=1, max=40)),
        required=True,
        validate=validate.Length(max=60),
        metadata={"description": "By their keys; members of others are not asked"},
    )
    grace_days = fields.Integer(
        strict=True,
        load_default=7,
        validate=validate.Range(min=0, max=LONGEST_GRACE_DAYS),
        metadata={"description": "For how long after this they come in without one all the same"},
    )
    counts_sso = YesOrNo(
        load_default=False,
        metadata={
            "description": "Whether a sign-in by the organization's own identity provider counts:"
            " it has its own second factors"
        },
    )

    @post_load
    def to_policy(self, data: dict[str, Any], **_: Any) -> NewSecondFactorPolicy:
        return NewSecondFactorPolicy(**data | {"roles": tuple(data["roles"])})
