"""HTTP of the search for sessions and speakers over all events of an organization."""

from typing import Any

from flask.views import MethodView
from marshmallow import Schema, fields, validate

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.events import api as events
from turnout.modules.programme_search import rules, service
from turnout.modules.programme_search.types import FoundSession, FoundSpeaker

blueprint = StrictBlueprint(
    "programme-search",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Sessions and speakers of all events of the organization",
)


class ProgrammeSearchArguments(Schema):
    q = fields.String(
        required=True,
        validate=validate.Length(min=rules.LEAST_LETTERS, max=rules.LONGEST_TEXT),
        metadata={"description": "Parts of words, all of which have to be there, in any order"},
    )
    limit = fields.Integer(
        load_default=rules.USUAL_HITS, validate=validate.Range(min=1, max=rules.MOST_HITS)
    )


@blueprint.route("/sessions")
class SessionSearch(MethodView):
    @requires(events.READ)
    @blueprint.doc(operationId="searchSessions")
    @blueprint.arguments(ProgrammeSearchArguments, location="query")
    @blueprint.response(200, list_of(FoundSession))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> dict[str, Any]:
        """Find sessions of all events by their titles, those that begin so first."""
        return {"items": service.search_sessions(ctx, asked["q"], limit=asked["limit"])}


@blueprint.route("/speakers")
class SpeakerSearch(MethodView):
    @requires(events.READ)
    @blueprint.doc(operationId="searchSpeakers")
    @blueprint.arguments(ProgrammeSearchArguments, location="query")
    @blueprint.response(200, list_of(FoundSpeaker))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> dict[str, Any]:
        """Find speakers of all events by their names, those that begin so first."""
        return {"items": service.search_speakers(ctx, asked["q"], limit=asked["limit"])}


blueprints = (blueprint,)
