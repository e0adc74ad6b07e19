"""HTTP of a programme as a file, and of the calendar at an address that is its only key."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_info import access_code
from turnout.kernel.ical import CALENDAR_FILE, calendar
from turnout.modules.events import api as events
from turnout.modules.programme import policies
from turnout.modules.programme.schemas import FeedSchema, FileArguments, ScheduleArguments
from turnout.modules.programme.service import exports
from turnout.modules.programme.types import Format
from turnout.programme_formats.xml_writer import Dialect

TYPES = {
    Format.XML: "application/xml",
    Format.CSV: "text/csv; charset=utf-8",
    Format.ICS: "text/calendar; charset=utf-8",
}
WHO = "the programme of a published event; a draft's only for members"


blueprint = StrictBlueprint(
    "programme-files",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="The programme as a file",
)


def described(file_format: Format, words: str) -> dict[str, Any]:
    """How the interface describes an answer that is a file."""
    schema = {"schema": {"type": "string", "format": "binary"}}
    content = {TYPES[file_format].partition(";")[0]: schema}
    return {"responses": {"200": {"description": words, "content": content}}}


@blueprint.route("/programme.xml")
class ProgrammeXml(MethodView):
    @public(WHO, limited="export")
    @blueprint.doc(**described(Format.XML, "Schedule XML"))
    @blueprint.arguments(ScheduleArguments, location="query")
    def get(self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Give the programme as schedule XML, without what is called off."""
        return _file(ctx, event_id, Format.XML, asked)


@blueprint.route("/programme.csv")
class ProgrammeCsv(MethodView):
    @public(WHO, limited="export")
    @blueprint.doc(**described(Format.CSV, "A table with a row for each session"))
    @blueprint.arguments(FileArguments, location="query")
    def get(self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Give the programme as a table."""
        return _file(ctx, event_id, Format.CSV, asked)


@blueprint.route("/programme.ics")
class ProgrammeIcs(MethodView):
    @public(WHO, limited="export")
    @blueprint.doc(**described(Format.ICS, "A calendar to subscribe to"))
    @blueprint.arguments(FileArguments, location="query")
    def get(self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Give the programme as a calendar; one that is subscribed to follows changes."""
        return _file(ctx, event_id, Format.ICS, asked)


def _file(
    ctx: PublicContext, event_id: UUID, file_format: Format, asked: dict[str, Any]
) -> Response:
    wanted = [asked["language"]] if asked["language"] else request.accept_languages.values()
    name, data = exports.export_programme(
        ctx,
        event_id,
        file_format,
        code=access_code(),
        languages=list(wanted),
        dialect=asked.get("dialect", Dialect.FULL),
    )
    answer = Response(data, content_type=TYPES[file_format])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Vary"] = "Accept-Language, Authorization, Turnout-Access-Code"
    answer.add_etag()
    answer.make_conditional(request)
    return answer


feeds_blueprint = StrictBlueprint(
    "event-feeds",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/feed",
    description="An event's calendar to subscribe to",
)


@feeds_blueprint.route("")
class EventFeedAddress(MethodView):
    @public("the address of the calendar is for who may see the event")
    @feeds_blueprint.response(200, FeedSchema)
    def get(self, ctx: PublicContext, event_id: UUID) -> dict[str, str]:
        """Give the address of the event's calendar; whoever has it reads it."""
        return {"url": events.read_feed_url(ctx, event_id, code=access_code())}

    @requires(policies.WRITE)
    @feeds_blueprint.response(200, FeedSchema)
    def post(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, str]:
        """Give the event's calendar a new address; the old one leads nowhere any more."""
        return {"url": events.renew_feed_url(ctx, event_id)}


@feeds_blueprint.route("/<mark>.ics")
class EventFeed(MethodView):
    @public("the address itself is the secret; calendars cannot send another")
    @feeds_blueprint.doc(**CALENDAR_FILE)
    def get(self, ctx: PublicContext, event_id: UUID, mark: str) -> Response:
        """Give the event's programme as a calendar."""
        return calendar(exports.draw_event_feed(ctx, event_id, mark))
