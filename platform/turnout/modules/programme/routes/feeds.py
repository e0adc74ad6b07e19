"""HTTP of an event's calendar at an address that is its only key."""

from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_info import access_code
from turnout.kernel.ical import CALENDAR_FILE, calendar
from turnout.modules.events import api as events
from turnout.modules.programme import policies
from turnout.modules.programme.schemas import FeedSchema
from turnout.modules.programme.service import feeds

blueprint = StrictBlueprint(
    "event-feeds",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/feed",
    description="An event's calendar to subscribe to",
)


@blueprint.route("")
class EventFeedAddress(MethodView):
    @public("the address of the calendar is for who may see the event")
    @blueprint.response(200, FeedSchema)
    def get(self, ctx: PublicContext, event_id: UUID) -> dict[str, str]:
        """Give the address of the event's calendar; whoever has it reads it."""
        return {"url": events.read_feed_url(ctx, event_id, code=access_code())}

    @requires(policies.WRITE)
    @blueprint.response(200, FeedSchema)
    def post(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, str]:
        """Give the event's calendar a new address; the old one leads nowhere any more."""
        return {"url": events.renew_feed_url(ctx, event_id)}


@blueprint.route("/<mark>.ics")
class EventFeed(MethodView):
    @public("the address itself is the secret; calendars cannot send another")
    @blueprint.doc(**CALENDAR_FILE)
    def get(self, ctx: PublicContext, event_id: UUID, mark: str) -> Response:
        """Give the event's programme as a calendar."""
        return calendar(feeds.draw_event_feed(ctx, event_id, mark))
