"""HTTP of calendars: a person's own, connected and disconnected."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import PersonContext
from turnout.kernel.http.access import personal
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.calendars.service import links
from turnout.modules.calendars.types import Calendar, Consent

blueprint = StrictBlueprint(
    "calendars",
    __name__,
    url_prefix="/api/v1/me/calendars",
    description="Your calendars elsewhere, in which what you hold tickets for appears",
)


@blueprint.route("")
class Calendars(MethodView):
    @personal()
    @blueprint.doc(operationId="listMyCalendars")
    @blueprint.response(200, list_of(Calendar))
    def get(self, ctx: PersonContext) -> dict[str, Any]:
        """List the calendars that can be connected here, and how yours stand."""
        return {"items": links.list_calendars(ctx)}


@blueprint.route("/<string:key>/connect")
class Connection(MethodView):
    @personal()
    @blueprint.doc(operationId="connectMyCalendar")
    @blueprint.response(200, response(Consent))
    def post(self, ctx: PersonContext, key: str) -> Consent:
        """Get the address at which you agree, in a browser where you are signed in."""
        return Consent(url=links.begin_link(ctx, key))


@blueprint.route("/<string:key>")
class OneCalendar(MethodView):
    @personal()
    @blueprint.doc(operationId="disconnectMyCalendar")
    @blueprint.response(204)
    def delete(self, ctx: PersonContext, key: str) -> None:
        """Have every entry of ours removed from a calendar, and the access given back."""
        links.end_link(ctx, key)


blueprints = (blueprint,)
