"""Requests for challenges."""

from typing import Any

from marshmallow import Schema, fields, post_load

from turnout.modules.challenges.types import ChallengeAction, NewChallenge


class NewChallengeSchema(Schema):
    component = "NewChallenge"

    action = fields.Enum(ChallengeAction, by_value=True, required=True)

    @post_load
    def to_new(self, data: dict[str, Any], **_: Any) -> NewChallenge:
        return NewChallenge(**data)
