"""Requests of the public search, and the fields that whatever else says a search has as well."""

import dataclasses
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.modules.discovery.api import TICKET_KINDS
from turnout.modules.public_search import rules
from turnout.modules.public_search.types import SearchCriteria

TEXT = validate.Length(max=rules.LONGEST_TEXT)
PLACE = validate.Length(max=rules.LONGEST_PLACE)
LATITUDE = validate.Range(-rules.LATITUDES, rules.LATITUDES)
LONGITUDE = validate.Range(-rules.LONGITUDES, rules.LONGITUDES)
NAME = validate.Length(max=rules.LONGEST_NAME)
CURRENCY = validate.Regexp(
    rf"^({rules.CURRENCY.pattern})?$(?!\n)", error="Use a currency's code such as EUR."
)
NO_BOX = "Name west, south, east and north in degrees."


def kinds_field(**options: Any) -> fields.List[Any]:
    """Any of the kinds of events."""
    each = one_of(rules.KINDS, required=False)
    return fields.List(each, load_default=list, validate=_few(), **options)


def ticket_kinds_field(**options: Any) -> fields.List[Any]:
    """Any of the kinds of tickets."""
    each = one_of(TICKET_KINDS, required=False)
    return fields.List(each, load_default=list, validate=_few(), **options)


def words_field(most: int = rules.LONGEST_WORD, **options: Any) -> fields.List[Any]:
    """Several values that mean any of them."""
    each = fields.String(validate=validate.Length(min=1, max=most))
    return fields.List(each, load_default=list, validate=_few(), **options)


def _few() -> validate.Length:
    return validate.Length(max=rules.MOST_VALUES)


def require_whole_point(criteria: dict[str, Any]) -> None:
    """ValidationError for half a point."""
    if (criteria["latitude"] is None) != (criteria["longitude"] is None):
        missing = "latitude" if criteria["latitude"] is None else "longitude"
        raise ValidationError("A point has latitude and longitude.", missing)


class Corners(fields.String):
    """A part of the map in an address: `west,south,east,north` in degrees."""

    def _deserialize(self, value: Any, *arguments: Any, **options: Any) -> Any:
        text = super()._deserialize(value, *arguments, **options)
        try:
            corners = [float(part) for part in text[: rules.LONGEST_TEXT].split(",")]
        except ValueError:
            corners = []
        if rules.box_of(corners) is None:
            raise ValidationError(NO_BOX)
        return corners


class SearchArguments(Schema):
    """Empty fields take everything; several values of one field mean any of them.

    With `within_km`, `place` names a city; without it, beside a point, or where it names none, its
    words are looked for. `city_id` is one of `others` of an answer. A point (`latitude` and
    `longitude`) is searched around within 50 km, or `within_km`. `box` is a part of the map:
    `west,south,east,north`. `most_minor` is the highest price in minor units of `currency`;
    without a currency it counts for every one. `speaker` and `ticket_name` are words of one name,
    the last perhaps begun: of somebody who speaks, of a ticket type that everybody may buy.
    """

    text = fields.String(data_key="q", load_default="", validate=TEXT)
    place = fields.String(load_default="", validate=PLACE)
    within_km = fields.Integer(load_default=None, validate=validate.Range(1, rules.MOST_KILOMETRES))
    city_id = fields.Integer(load_default=None, validate=validate.Range(min=1))
    latitude = fields.Float(load_default=None, validate=LATITUDE)
    longitude = fields.Float(load_default=None, validate=LONGITUDE)
    box = Corners(load_default=list)
    starts_from = fields.Date(load_default=None, data_key="from")
    starts_until = fields.Date(load_default=None, data_key="until")
    kinds = kinds_field(data_key="kind")
    categories = words_field(data_key="category")
    tags = words_field(data_key="tag")
    languages = words_field(rules.LONGEST_LANGUAGE, data_key="language")
    free_only = fields.Boolean(load_default=False, data_key="free")
    most_minor = fields.Integer(load_default=None, validate=validate.Range(0, rules.MOST_PRICE))
    currency = fields.String(load_default="", validate=CURRENCY)
    speaker = fields.String(load_default="", validate=NAME)
    ticket_kinds = ticket_kinds_field(data_key="ticket_kind")
    ticket_name = fields.String(load_default="", validate=NAME)

    @validates_schema
    def require_whole(self, data: dict[str, Any], **_: Any) -> None:
        require_whole_point(data)

    @post_load
    def to_criteria(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """`criteria`, beside what else the request says."""
        said = {each.name: data[each.name] for each in dataclasses.fields(SearchCriteria)}
        return data | {"criteria": SearchCriteria(**said)}


class EventArguments(SearchArguments):
    """A search, the order of what it finds, and which page of it is asked for."""

    order = one_of(rules.ORDERS, load_default="date")
    cursor = fields.String(load_default=None)
    limit = fields.Integer(load_default=None)


class SpeakerArguments(Schema):
    """What has been typed of a name so far."""

    text = fields.String(
        data_key="q",
        required=True,
        validate=validate.Length(rules.LEAST_LETTERS, rules.LONGEST_NAME),
    )


class SuggestionArguments(Schema):
    """What has been typed so far."""

    text = fields.String(
        data_key="q",
        required=True,
        validate=validate.Length(rules.LEAST_LETTERS, rules.LONGEST_TEXT),
    )
