"""Requests about order reviews."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments, not_blank
from turnout.modules.order_reviews.types import ReviewState

LONGEST_REASON = 500
LONGEST_MESSAGE = 2000


class ReviewArguments(PageArguments):
    state = one_of(ReviewState, load_default=None)


class ReviewApprovalSchema(Schema):
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_REASON),
        metadata={"description": "For the team"},
    )


class ReviewRefusalSchema(Schema):
    reason = fields.String(
        required=True,
        validate=not_blank(LONGEST_REASON),
        metadata={"description": "For the team; the buyer does not see it"},
    )
    message = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_MESSAGE),
        metadata={"description": "Told to the buyer by mail"},
    )
