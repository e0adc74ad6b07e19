"""Requests about saved searches."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, email_field, locale_field, whole
from turnout.modules.public_search.schemas import KINDS
from turnout.modules.saved_searches.types import (
    MailCadence,
    NewSavedSearch,
    SavedSearchUpdate,
    SearchCriteria,
)
from turnout.places.types import DISTANCES

MOST_PRICE = 10**12


def _words(most: int = 100) -> fields.List[Any]:
    each = fields.String(validate=validate.Length(min=1, max=most))
    return fields.List(each, load_default=list, validate=validate.Length(max=20))


class SearchCriteriaSchema(Schema):
    component = "SavedSearchCriteriaFields"

    text = fields.String(load_default="", validate=validate.Length(max=200))
    place = fields.String(load_default="", validate=validate.Length(max=100))
    city_id = whole(1, 2**31 - 1, load_default=None, allow_none=True)
    within_km = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.OneOf(DISTANCES)
    )
    latitude = fields.Float(load_default=None, allow_none=True, validate=validate.Range(-90, 90))
    longitude = fields.Float(load_default=None, allow_none=True, validate=validate.Range(-180, 180))
    box = fields.List(
        fields.Float(validate=validate.Range(-180, 180)),
        load_default=list,
        validate=validate.Length(max=4),
    )
    starts_from = fields.Date(load_default=None, allow_none=True)
    starts_until = fields.Date(load_default=None, allow_none=True)
    kinds = fields.List(one_of(KINDS, required=False), load_default=list)
    categories = _words()
    tags = _words()
    languages = _words(35)
    free_only = YesOrNo(load_default=False)
    most_minor = whole(0, MOST_PRICE, load_default=None, allow_none=True)
    currency = fields.String(load_default="", validate=validate.Regexp(r"^([A-Z]{3})?$(?!\n)"))

    @validates_schema
    def require_whole_places(self, data: dict[str, Any], **_: Any) -> None:
        if (data["latitude"] is None) != (data["longitude"] is None):
            raise ValidationError("A point has latitude and longitude.", "longitude")
        if data["box"] and not _is_box(data["box"]):
            raise ValidationError("Name west, south, east and north.", "box")

    @post_load
    def to_criteria(self, data: dict[str, Any], **_: Any) -> SearchCriteria:
        return SearchCriteria(**data)


class NewSavedSearchSchema(Schema):
    component = "SavedSearchFields"

    email = email_field(required=True)
    search = fields.Nested(SearchCriteriaSchema, required=True)
    cadence = one_of(MailCadence, load_default=MailCadence.WEEKLY.value)
    time_zone = fields.String(load_default="UTC", validate=validate.Length(max=64))
    locale = locale_field(load_default="en")

    @post_load
    def to_search(self, data: dict[str, Any], **_: Any) -> NewSavedSearch:
        return NewSavedSearch(**data)


class SavedSearchUpdateSchema(Schema):
    component = "SavedSearchChanges"

    cadence = one_of(MailCadence, load_default=None)
    time_zone = fields.String(load_default=None, validate=validate.Length(max=64))
    is_paused = YesOrNo(load_default=None)

    @post_load
    def to_update(self, data: dict[str, Any], **_: Any) -> SavedSearchUpdate:
        return SavedSearchUpdate(**data)


def _is_box(corners: list[float]) -> bool:
    return len(corners) == 4 and -90 <= corners[1] < corners[3] <= 90  # noqa: PLR2004
