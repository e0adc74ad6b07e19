"""The request of the public search."""

from marshmallow import Schema, fields, validate

from turnout.kernel.http.answers import one_of

KINDS = ("in_person", "online", "hybrid")


class SearchArguments(Schema):
    """Empty fields take everything; several values of `kind` or `category` mean any of them.

    With `within_km`, `place` names a city; without it, or where it names none, its words are looked
    for. `city_id` is one of `others` of an answer.
    """

    q = fields.String(load_default="", validate=validate.Length(max=200))
    place = fields.String(load_default="", validate=validate.Length(max=100))
    within_km = fields.Integer(load_default=None, validate=validate.Range(min=1, max=500))
    city_id = fields.Integer(load_default=None, validate=validate.Range(min=1))
    starts_from = fields.Date(load_default=None, data_key="from")
    starts_until = fields.Date(load_default=None, data_key="until")
    kind = fields.List(one_of(KINDS, required=False), load_default=list)
    category = fields.List(
        fields.String(validate=validate.Length(max=100)),
        load_default=list,
        validate=validate.Length(max=20),
    )
    free = fields.Boolean(load_default=False)
    order = one_of(("date", "relevance", "distance", "popularity"), load_default="date")
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)
