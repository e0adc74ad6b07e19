"""Requests about applications."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.applications.types import ApplicationState

LONGEST_MESSAGE = 2000


class ApplicationArguments(PageArguments):
    state = one_of(ApplicationState, load_default=None)


class DecisionMessageSchema(Schema):
    message = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_MESSAGE),
        metadata={"description": "Told to the buyer by mail and on the order's page."},
    )
