"""HTTP of the public search over every organization."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import PersonContext, Visitor
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import personal, public
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.public_search import rules
from turnout.modules.public_search.schemas import (
    EventArguments,
    SearchArguments,
    SpeakerArguments,
    SuggestionArguments,
)
from turnout.modules.public_search.service import (
    complete_speakers,
    facet_labels_of,
    list_map_points,
    list_recommended,
    search_near,
    suggest,
)
from turnout.modules.public_search.types import (
    Facet,
    FacetLabels,
    MapPoint,
    PublicEventPage,
    SearchCriteria,
    Suggestion,
)

blueprint = StrictBlueprint(
    "discovery",
    __name__,
    url_prefix="/api/v1/events",
    description="What is on, over all organizations",
)


@blueprint.route("")
class PublicEvents(MethodView):
    @public("the directory shows what is published", limited="search")
    @blueprint.doc(operationId="searchEvents")
    @blueprint.arguments(EventArguments, location="query")
    @blueprint.response(200, response(PublicEventPage))
    def get(self, ctx: Visitor, asked: dict[str, Any]) -> PublicEventPage:  # noqa: ARG002
        """Find upcoming public events; the facets count the whole result."""
        criteria: SearchCriteria = asked["criteria"]
        around = criteria.within_km if criteria.latitude is None else None
        found, meaning = search_near(
            rules.search_of(criteria, order=asked["order"]),
            page_request(asked["cursor"], asked["limit"]),
            rules.meaning_of(criteria),
            kilometres=around or 0,
        )
        return PublicEventPage.of(found, meaning, within_km=around or 0)


@blueprint.route("/facets")
class EventFacets(MethodView):
    @public("the directory shows what is published", limited="search")
    @blueprint.doc(operationId="countEvents")
    @blueprint.arguments(SearchArguments, location="query")
    @blueprint.response(200, response(FacetLabels))
    def get(self, ctx: Visitor, asked: dict[str, Any]) -> FacetLabels:  # noqa: ARG002
        """Count the events of a search, in all and by tag, language, currency and ticket.

        Tags, languages and kinds of tickets are counted whatever of them is asked for.
        """
        return facet_labels_of(rules.search_of(asked["criteria"]))


@blueprint.route("/map-points")
class EventMapPoints(MethodView):
    @public("the directory shows what is published", limited="search")
    @blueprint.doc(operationId="listEventMapPoints")
    @blueprint.arguments(SearchArguments, location="query")
    @blueprint.response(200, list_of(MapPoint))
    def get(self, ctx: Visitor, asked: dict[str, Any]) -> Page[MapPoint]:  # noqa: ARG002
        """List where the events of a search are, the soonest five hundred that have coordinates."""
        return Page(list_map_points(rules.search_of(asked["criteria"])), None)


@blueprint.route("/suggestions")
class EventSuggestions(MethodView):
    @public("what is suggested is published", limited="search")
    @blueprint.doc(operationId="suggestEvents")
    @blueprint.arguments(SuggestionArguments, location="query")
    @blueprint.response(200, list_of(Suggestion))
    def get(self, ctx: Visitor, asked: dict[str, Any]) -> Page[Suggestion]:  # noqa: ARG002
        """Complete what is being typed: events, organizers, categories and cities."""
        return Page(suggest(asked["text"]), None)


@blueprint.route("/speakers")
class EventSpeakers(MethodView):
    @public("who speaks at published events is published", limited="search")
    @blueprint.doc(operationId="completeSpeakers")
    @blueprint.arguments(SpeakerArguments, location="query")
    @blueprint.response(200, list_of(Facet))
    def get(self, ctx: Visitor, asked: dict[str, Any]) -> Page[Facet]:  # noqa: ARG002
        """Complete the name of a speaker, with the number of their upcoming events."""
        return Page(complete_speakers(asked["text"]), None)


of_person = StrictBlueprint(
    "recommended-events",
    __name__,
    url_prefix="/api/v1/me/recommended-events",
    description="What is on that fits what a person likes",
)


@of_person.route("")
class RecommendedEvents(MethodView):
    @personal(limited="search")
    @of_person.doc(operationId="listRecommendedEvents")
    @of_person.arguments(PageArguments, location="query")
    @of_person.response(200, response(PublicEventPage))
    def get(self, ctx: PersonContext, asked: dict[str, Any]) -> PublicEventPage:
        """List upcoming events of your interests: any of the categories, in any of the places."""
        found = list_recommended(ctx, page_request(asked["cursor"], asked["limit"]))
        return PublicEventPage.of(found)


blueprints = (blueprint, of_person)
