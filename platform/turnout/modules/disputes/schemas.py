"""Requests of the dispute desk."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from turnout.kernel.http.answers import one_of
from turnout.modules.disputes.types import ChosenFile, EvidenceDraft, EvidenceTopic
from turnout_sdk.disputes import EvidenceFileKind

LONGEST_TEXT = 100_000


class ChosenFileSchema(Schema):
    component = "DisputesNewFile"

    file_id = fields.UUID(required=True)
    kind = one_of(EvidenceFileKind, required=True)

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> ChosenFile:
        return ChosenFile(**data)


class EvidenceSchema(Schema):
    component = "DisputesNewEvidence"

    text = fields.String(required=True, validate=validate.Length(max=LONGEST_TEXT))
    topics = fields.List(
        one_of(EvidenceTopic),
        required=True,
        validate=validate.Length(max=len(EvidenceTopic)),
        metadata={"description": "Facts that the platform states, as they are when it is sent"},
    )
    files = fields.List(
        fields.Nested(ChosenFileSchema),
        required=True,
        validate=validate.Length(max=len(EvidenceFileKind)),
    )

    @post_load
    def to_value(self, data: dict[str, Any], **_: Any) -> EvidenceDraft:
        return EvidenceDraft(**data)
