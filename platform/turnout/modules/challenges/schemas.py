"""Requests for challenges."""

from typing import Any, Final

from marshmallow import Schema, fields, post_load, validate

from turnout.modules.challenges.types import (
    ChallengeAction,
    NewChallenge,
    NewChallengeAnswer,
)

LONGEST_CHALLENGE: Final = 300
LONGEST_TOKEN: Final = 8_192


class NewChallengeSchema(Schema):
    component = "NewChallenge"

    action = fields.Enum(ChallengeAction, by_value=True, required=True)

    @post_load
    def to_new(self, data: dict[str, Any], **_: Any) -> NewChallenge:
        return NewChallenge(**data)


class NewChallengeAnswerSchema(Schema):
    component = "NewChallengeAnswer"

    challenge = fields.String(required=True, validate=validate.Length(1, LONGEST_CHALLENGE))
    token = fields.String(
        required=True,
        validate=validate.Length(max=LONGEST_TOKEN),
        metadata={
            "description": "What the widget gave; empty where it cannot be shown. Then the service"
            " is asked whether it answers at all."
        },
    )

    @post_load
    def to_new(self, data: dict[str, Any], **_: Any) -> NewChallengeAnswer:
        return NewChallengeAnswer(**data)
