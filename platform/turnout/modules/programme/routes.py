"""HTTP of programmes: sessions, speakers, tracks, files in and out, links of self-service."""

from typing import Any
from uuid import UUID

import msgspec
from flask import Response, request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import FieldError
from turnout.kernel.http.access import public, requires, secret_in
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.headers import LINK_SECRET
from turnout.kernel.http.request_fields import PageArguments
from turnout.kernel.http.request_info import access_code
from turnout.kernel.ical import CALENDAR_FILE, calendar
from turnout.modules.events import api as events
from turnout.modules.programme.errors import ScheduleTooLarge, WrongScheduleType
from turnout.modules.programme.schemas import (
    FeedSchema,
    FileArguments,
    ImportArguments,
    MergeSchema,
    NewLinkSchema,
    NewSessionSchema,
    NewSpeakerSchema,
    NewTrackSchema,
    OwnPartChangeSchema,
    ScheduleArguments,
    SessionUpdateSchema,
    SpeakerUpdateSchema,
    TrackUpdateSchema,
)
from turnout.modules.programme.service import exports, imports, self_service, sessions, speakers
from turnout.modules.programme.types import (
    Conflict,
    Format,
    ImportReport,
    MadeSelfServiceLink,
    NewSession,
    NewSpeaker,
    Programme,
    SelfServiceLink,
    Session,
    Speaker,
    SpeakerPart,
    Track,
    WrittenSession,
)
from turnout.programme_formats.xml_tree import MAX_BYTES
from turnout.programme_formats.xml_writer import Dialect

EVENT = "/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>"
WHO = "the programme of a published event; a draft's only for members"
FILE = {"schema": {"type": "string", "format": "binary"}}

sessions_blueprint = StrictBlueprint(
    "programme",
    __name__,
    url_prefix=EVENT,
    description="Sessions of an event",
)


@sessions_blueprint.route("/programme")
class WholeProgramme(MethodView):
    @public(WHO)
    @sessions_blueprint.response(200, response(Programme))
    def get(self, ctx: PublicContext, event_id: UUID) -> Response:
        """Show days, rooms, tracks, speakers and sessions in one answer."""
        programme = sessions.read_programme(ctx, event_id, code=access_code())
        # Hundreds of sessions, encoded in one step; the schema documents the same shape.
        return Response(msgspec.json.encode(programme), content_type="application/json")


@sessions_blueprint.route("/conflicts")
class Conflicts(MethodView):
    @requires(events.READ)
    @sessions_blueprint.response(200, page_of(Conflict, called="ConflictList"))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[Conflict]:
        """List rooms and speakers that are booked twice at once."""
        return Page(sessions.list_conflicts(ctx, event_id), None)


@sessions_blueprint.route("/sessions")
class Sessions(MethodView):
    @requires(events.READ)
    @sessions_blueprint.arguments(PageArguments, location="query")
    @sessions_blueprint.response(200, page_of(Session))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Page[Session]:
        """List sessions in order of time."""
        return sessions.list_sessions(ctx, event_id, page_request(asked["cursor"], asked["limit"]))

    @requires(events.WRITE)
    @sessions_blueprint.arguments(NewSessionSchema)
    @sessions_blueprint.response(201, response(WrittenSession))
    def post(self, ctx: OrganizationContext, new: NewSession, event_id: UUID) -> Any:
        """Add a session; the answer warns of rooms and speakers that are booked twice."""
        return with_etag(sessions.create_session(ctx, event_id, new), 201)


@sessions_blueprint.route("/sessions/<uuid:session_id>")
class OneSession(MethodView):
    @requires(events.READ)
    @sessions_blueprint.response(200, response(Session))
    def get(self, ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> Any:
        """Show a session."""
        return with_etag(sessions.read_session(ctx, event_id, session_id))

    @requires(events.WRITE)
    @sessions_blueprint.arguments(SessionUpdateSchema)
    @sessions_blueprint.response(200, response(WrittenSession))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], *, event_id: UUID, session_id: UUID
    ) -> Any:
        """Change a session; speakers and links are replaced as whole lists."""
        return with_etag(
            sessions.change_session(ctx, event_id, session_id, changes=changes, version=if_match())
        )

    @requires(events.WRITE)
    @sessions_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> None:
        """Delete a session."""
        sessions.delete_session(ctx, event_id, session_id)


speakers_blueprint = StrictBlueprint(
    "speakers",
    __name__,
    url_prefix=EVENT,
    description="Speakers and tracks of an event",
)


@speakers_blueprint.route("/speakers")
class Speakers(MethodView):
    @requires(events.READ)
    @speakers_blueprint.arguments(PageArguments, location="query")
    @speakers_blueprint.response(200, page_of(Speaker))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Page[Speaker]:
        """List speakers by name."""
        return speakers.list_speakers(ctx, event_id, page_request(asked["cursor"], asked["limit"]))

    @requires(events.WRITE)
    @speakers_blueprint.arguments(NewSpeakerSchema)
    @speakers_blueprint.response(201, response(Speaker))
    def post(self, ctx: OrganizationContext, new: NewSpeaker, event_id: UUID) -> Any:
        """Add a speaker."""
        return with_etag(speakers.create_speaker(ctx, event_id, new), 201)


@speakers_blueprint.route("/speakers/<uuid:speaker_id>")
class OneSpeaker(MethodView):
    @requires(events.READ)
    @speakers_blueprint.response(200, response(Speaker))
    def get(self, ctx: OrganizationContext, event_id: UUID, speaker_id: UUID) -> Any:
        """Show a speaker."""
        return with_etag(speakers.read_speaker(ctx, event_id, speaker_id))

    @requires(events.WRITE)
    @speakers_blueprint.arguments(SpeakerUpdateSchema)
    @speakers_blueprint.response(200, response(Speaker))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], *, event_id: UUID, speaker_id: UUID
    ) -> Any:
        """Change a speaker."""
        return with_etag(
            speakers.change_speaker(ctx, event_id, speaker_id, changes=changes, version=if_match())
        )

    @requires(events.WRITE)
    @speakers_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, speaker_id: UUID) -> None:
        """Delete a speaker, from every session as well."""
        speakers.delete_speaker(ctx, event_id, speaker_id)


@speakers_blueprint.route("/tracks")
class Tracks(MethodView):
    @requires(events.READ)
    @speakers_blueprint.response(200, page_of(Track, called="TrackList"))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[Track]:
        """List tracks in their order."""
        return Page(speakers.list_tracks(ctx, event_id), None)

    @requires(events.WRITE)
    @speakers_blueprint.arguments(NewTrackSchema)
    @speakers_blueprint.response(201, response(Track))
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Track:
        """Add a track."""
        return speakers.create_track(ctx, event_id, new["name"], colour=new["colour"])


@speakers_blueprint.route("/tracks/<uuid:track_id>")
class OneTrack(MethodView):
    @requires(events.WRITE)
    @speakers_blueprint.arguments(TrackUpdateSchema)
    @speakers_blueprint.response(200, response(Track))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], *, event_id: UUID, track_id: UUID
    ) -> Track:
        """Change a track."""
        return speakers.update_track(ctx, event_id, track_id, changes=changes)

    @requires(events.WRITE)
    @speakers_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, track_id: UUID) -> None:
        """Delete a track in which no session stands."""
        speakers.delete_track(ctx, event_id, track_id)


imports_blueprint = StrictBlueprint(
    "programme-imports",
    __name__,
    url_prefix=f"{EVENT}/programme/imports",
    description="Programmes taken from schedule XML, CSV and iCalendar",
)
FORMATS = {
    "application/xml": Format.XML,
    "text/xml": Format.XML,
    "text/csv": Format.CSV,
    "text/calendar": Format.ICS,
}
BODY = {
    "requestBody": {
        "required": True,
        "description": "Schedule XML as pentabarf, frab and pretalx write it, a table of sessions"
        " as CSV, or iCalendar; at most 10 MB.",
        "content": dict.fromkeys(("application/xml", "text/csv", "text/calendar"), FILE),
    }
}


@imports_blueprint.route("")
class Imports(MethodView):
    @requires(events.READ)
    @imports_blueprint.arguments(PageArguments, location="query")
    @imports_blueprint.response(200, page_of(ImportReport, called="ImportPage"))
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> Page[ImportReport]:
        """List earlier imports with their reports, newest first."""
        return imports.list_imports(ctx, event_id, page_request(asked["cursor"], asked["limit"]))

    @requires(events.WRITE)
    @imports_blueprint.doc(**BODY)
    @imports_blueprint.arguments(ImportArguments, location="query")
    @imports_blueprint.response(201, response(ImportReport))
    @imports_blueprint.alt_response(200, schema=response(ImportReport), description="A dry run")
    def post(self, ctx: OrganizationContext, options: dict[str, Any], event_id: UUID) -> Any:
        """Import a file; repeating it changes nothing. The answer tells what was not taken."""
        work = imports.dry_run_import if options.pop("dry_run") else imports.import_programme
        report = work(ctx, event_id, _body(), file_format=_format(), **options)
        return report, 200 if report.is_dry_run else 201


@imports_blueprint.route("/<uuid:import_id>")
class OneImport(MethodView):
    @requires(events.READ)
    @imports_blueprint.response(200, response(ImportReport))
    def get(self, ctx: OrganizationContext, event_id: UUID, import_id: UUID) -> ImportReport:
        """Show the report of an earlier import."""
        return imports.read_import(ctx, event_id, import_id)


def _format() -> Format:
    found = FORMATS.get(request.mimetype)
    if found is None:
        says = "Send the file itself as application/xml, text/csv or text/calendar."
        raise WrongScheduleType(FieldError("#Content-Type", says, "wrong-type"))
    return found


def _body() -> bytes:
    _format()
    # Schedules are larger than other bodies may be; the reader has a limit of its own.
    request.max_content_length = MAX_BYTES
    if (request.content_length or 0) > MAX_BYTES:
        raise ScheduleTooLarge(limit_bytes=MAX_BYTES)
    return request.get_data(cache=False)


TYPES = {
    Format.XML: "application/xml",
    Format.CSV: "text/csv; charset=utf-8",
    Format.ICS: "text/calendar; charset=utf-8",
}

exports_blueprint = StrictBlueprint(
    "programme-files",
    __name__,
    url_prefix=EVENT,
    description="The programme as a file",
)


def described(file_format: Format, words: str) -> dict[str, Any]:
    """How the interface describes an answer that is a file."""
    content = {TYPES[file_format].partition(";")[0]: FILE}
    return {"responses": {"200": {"description": words, "content": content}}}


@exports_blueprint.route("/programme.xml")
class ProgrammeXml(MethodView):
    @public(WHO, limited="export")
    @exports_blueprint.doc(**described(Format.XML, "Schedule XML"))
    @exports_blueprint.arguments(ScheduleArguments, location="query")
    def get(self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Give the programme as schedule XML, without what is called off."""
        return _file(ctx, event_id, Format.XML, asked)


@exports_blueprint.route("/programme.csv")
class ProgrammeCsv(MethodView):
    @public(WHO, limited="export")
    @exports_blueprint.doc(**described(Format.CSV, "A table with a row for each session"))
    @exports_blueprint.arguments(FileArguments, location="query")
    def get(self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Give the programme as a table."""
        return _file(ctx, event_id, Format.CSV, asked)


@exports_blueprint.route("/programme.ics")
class ProgrammeIcs(MethodView):
    @public(WHO, limited="export")
    @exports_blueprint.doc(**described(Format.ICS, "A calendar to subscribe to"))
    @exports_blueprint.arguments(FileArguments, location="query")
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
    url_prefix=f"{EVENT}/feed",
    description="An event's calendar to subscribe to",
)


@feeds_blueprint.route("")
class EventFeedAddress(MethodView):
    @public("the address of the calendar is for who may see the event")
    @feeds_blueprint.response(200, FeedSchema)
    def get(self, ctx: PublicContext, event_id: UUID) -> dict[str, str]:
        """Give the address of the event's calendar; whoever has it reads it."""
        return {"url": events.read_feed_url(ctx, event_id, code=access_code())}

    @requires(events.WRITE)
    @feeds_blueprint.doc(operationId="renewEventFeed")
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


HOLDER = "whoever has the secret of a link sees what it opens, and nothing else"

self_service_blueprint = StrictBlueprint(
    "self-service",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="What speakers and sponsors see and change by a link of their own",
)


@self_service_blueprint.route("/events/<uuid:event_id>/speakers/<uuid:speaker_id>/links")
class SpeakerLinks(MethodView):
    @requires(events.WRITE)
    @self_service_blueprint.arguments(NewLinkSchema)
    @self_service_blueprint.response(201, response(MadeSelfServiceLink))
    def post(
        self, ctx: OrganizationContext, new: dict[str, Any], *, event_id: UUID, speaker_id: UUID
    ) -> MadeSelfServiceLink:
        """Make a link by which a speaker keeps their own part up to date."""
        return self_service.make_speaker_link(ctx, event_id, speaker_id, days=new["days"])


@self_service_blueprint.route("/events/<uuid:event_id>/self-service-links")
class SelfServiceLinks(MethodView):
    @requires(events.WRITE)
    @self_service_blueprint.response(200, page_of(SelfServiceLink, called="SelfServiceLinkList"))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[SelfServiceLink]:
        """List such links of the event, newest first; the secrets are not kept."""
        return Page(self_service.list_links(ctx, event_id), None)


@self_service_blueprint.route("/events/<uuid:event_id>/self-service-links/<uuid:link_id>")
class OneSelfServiceLink(MethodView):
    @requires(events.WRITE)
    @self_service_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, link_id: UUID) -> None:
        """Revoke a link: from now on it opens nothing."""
        self_service.revoke_link(ctx, event_id, link_id)


@self_service_blueprint.route("/events/<uuid:event_id>/speakers/<uuid:speaker_id>/merge")
class SpeakerMerge(MethodView):
    @requires(events.WRITE)
    @self_service_blueprint.arguments(MergeSchema)
    @self_service_blueprint.response(200, response(Speaker))
    def post(
        self, ctx: OrganizationContext, asked: dict[str, Any], *, event_id: UUID, speaker_id: UUID
    ) -> Any:
        """Merge duplicates into this speaker: their sessions become this one's."""
        duplicates = asked["duplicate_ids"]
        merged = speakers.merge_speakers(
            ctx, event_id, speaker_id, duplicates=duplicates, version=if_match()
        )
        return with_etag(merged)


@self_service_blueprint.route("/own-part/speaker")
class OwnSpeakerPart(MethodView):
    @public(HOLDER, limited="secret")
    @self_service_blueprint.response(200, response(SpeakerPart))
    def get(self, ctx: PublicContext) -> Any:
        """Show the speaker of the link's secret what is theirs."""
        return with_etag(self_service.open_speaker_part(ctx, _secret()))

    @public(HOLDER, limited="secret")
    @self_service_blueprint.arguments(OwnPartChangeSchema)
    @self_service_blueprint.response(200, response(SpeakerPart))
    def patch(self, ctx: PublicContext, changes: dict[str, Any]) -> Any:
        """Change biography, titles and links."""
        part = self_service.change_own_part(ctx, _secret(), changes=changes, version=if_match())
        return with_etag(part)


@self_service_blueprint.route("/own-part/speaker/photo")
class OwnPhoto(MethodView):
    @public(HOLDER, limited="secret")
    @self_service_blueprint.doc(
        requestBody={
            "required": True,
            "content": {"image/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    )
    @self_service_blueprint.response(200, response(SpeakerPart))
    def put(self, ctx: PublicContext) -> Any:
        """Take the body as the speaker's photo."""
        data = request.get_data(cache=False)
        part = self_service.set_own_photo(ctx, _secret(), data, declared=request.mimetype)
        return with_etag(part)

    @public(HOLDER, limited="secret")
    @self_service_blueprint.response(200, response(SpeakerPart))
    def delete(self, ctx: PublicContext) -> Any:
        """Take the photo away."""
        changes = {"photo_file_id": None}
        part = self_service.change_own_part(ctx, _secret(), changes=changes, version=if_match())
        return with_etag(part)


def _secret() -> str:
    return secret_in(LINK_SECRET)


blueprints = (
    sessions_blueprint,
    speakers_blueprint,
    imports_blueprint,
    exports_blueprint,
    feeds_blueprint,
    self_service_blueprint,
)
