"""Requests about the counting of visits, and what an order says of its buyer's source."""

from typing import Annotated, Any, Final

import msgspec
from marshmallow import Schema, fields, validate

from turnout.kernel.http.request_fields import YesOrNo
from turnout.modules.visits.types import SOURCE_FIELDS, VisitSource

LONGEST: Final = 100
Text = Annotated[str, msgspec.Meta(max_length=LONGEST)]


class VisitCountingSchema(Schema):
    component = "VisitCountingFields"

    is_on = YesOrNo(required=True)


def text(says: str, **options: Any) -> fields.String:
    return fields.String(
        validate=validate.Length(max=LONGEST), metadata={"description": says}, **options
    )


class SourceShape(msgspec.Struct, forbid_unknown_fields=True):
    kind: Text = "direct"
    name: Text = ""
    medium: Text = ""
    campaign: Text = ""
    link: Text = ""

    @property
    def value(self) -> VisitSource:
        return VisitSource(**{name: getattr(self, name) for name in SOURCE_FIELDS})


class SourceSchema(Schema):
    component = "VisitSourceFields"

    kind = text(
        "`campaign`, `link`, `embed`, `site`, `own` or `direct`; anything else is `direct`.",
        load_default="direct",
    )
    name = text("`utm_source`, a short link's code or another site's host.", load_default="")
    medium = text("`utm_medium`.", load_default="")
    campaign = text("`utm_campaign`.", load_default="")
    link = text("The code of a short link.", load_default="")
