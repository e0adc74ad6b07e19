"""HTTP of the public search over every organization."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import PersonContext, Visitor
from turnout.kernel.db.pagination import page_request
from turnout.kernel.http.access import personal, public
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.public_search.schemas import SearchArguments
from turnout.modules.public_search.service import list_recommended, search_near
from turnout.modules.public_search.types import EventSearch, PublicEventPage
from turnout.places.lookup import find_meaning

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
    @blueprint.arguments(SearchArguments, location="query")
    @blueprint.response(200, response(PublicEventPage))
    def get(self, ctx: Visitor, asked: dict[str, Any]) -> PublicEventPage:  # noqa: ARG002
        """Find upcoming public events; the facets count the whole result."""
        around = asked["within_km"]
        meaning = find_meaning(asked["place"], asked["city_id"]) if around else None
        wanted = EventSearch(
            text=asked["q"],
            place=asked["place"],
            starts_from=asked["starts_from"],
            starts_until=asked["starts_until"],
            kinds=tuple(asked["kind"]),
            categories=tuple(asked["category"]),
            free_only=asked["free"],
            order=asked["order"],
        )
        request = page_request(asked["cursor"], asked["limit"])
        found, meaning = search_near(wanted, request, meaning, kilometres=around or 0)
        return PublicEventPage.of(found, meaning, within_km=around or 0)


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
