"""Requests about interests."""

from marshmallow import Schema, fields


class InterestsUpdateSchema(Schema):
    """What is left out is chosen no longer."""

    component = "ProfilesInterestsUpdate"
    categories = fields.List(fields.String(), load_default=list)
    places = fields.List(fields.String(), load_default=list)
