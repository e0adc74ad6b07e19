"""Requests about saved searches."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from turnout.kernel.http.answers import one_of
from turnout.kernel.http.request_fields import YesOrNo, email_field, locale_field, whole
from turnout.modules.public_search import schemas as public_search
from turnout.modules.public_search.api import LONGEST_LANGUAGE, MOST_PRICE, SearchCriteria, box_of
from turnout.modules.saved_searches.types import (
    MailCadence,
    NewSavedSearch,
    SavedSearchUpdate,
)
from turnout.places.types import DISTANCES


class SearchCriteriaSchema(Schema):
    component = "SavedSearchCriteriaFields"

    text = fields.String(load_default="", validate=public_search.TEXT)
    place = fields.String(load_default="", validate=public_search.PLACE)
    city_id = whole(1, 2**31 - 1, load_default=None, allow_none=True)
    within_km = fields.Integer(
        strict=True, load_default=None, allow_none=True, validate=validate.OneOf(DISTANCES)
    )
    latitude = fields.Float(load_default=None, allow_none=True, validate=public_search.LATITUDE)
    longitude = fields.Float(load_default=None, allow_none=True, validate=public_search.LONGITUDE)
    box = fields.List(
        fields.Float(validate=public_search.LONGITUDE),
        load_default=list,
        validate=validate.Length(max=4),
    )
    starts_from = fields.Date(load_default=None, allow_none=True)
    starts_until = fields.Date(load_default=None, allow_none=True)
    kinds = public_search.kinds_field()
    categories = public_search.words_field()
    tags = public_search.words_field()
    languages = public_search.words_field(LONGEST_LANGUAGE)
    free_only = YesOrNo(load_default=False)
    most_minor = whole(0, MOST_PRICE, load_default=None, allow_none=True)
    currency = fields.String(load_default="", validate=public_search.CURRENCY)
    speaker = fields.String(load_default="", validate=public_search.NAME)
    ticket_kinds = public_search.ticket_kinds_field()
    ticket_name = fields.String(load_default="", validate=public_search.NAME)

    @validates_schema
    def require_whole_places(self, data: dict[str, Any], **_: Any) -> None:
        public_search.require_whole_point(data)
        if data["box"] and box_of(data["box"]) is None:
            raise ValidationError(public_search.NO_BOX, "box")

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
