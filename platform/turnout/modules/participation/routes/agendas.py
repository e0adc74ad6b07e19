"""HTTP of personal agendas: of signed-in people, and of guests with a secret."""

from uuid import UUID

from flask import Response, request
from flask.views import MethodView

from turnout.kernel.context import PersonContext, PublicContext
from turnout.kernel.http.access import personal, public
from turnout.kernel.http.answers import CALENDAR_FILE, calendar
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_info import access_code
from turnout.modules.participation.schemas import AgendaSchema, GuestAgendaSchema
from turnout.modules.participation.service import agendas as service
from turnout.modules.participation.types import Agenda, GuestAgenda

SECRET = "Turnout-Agenda-Secret"  # noqa: S105  the header's name
HOLDER = "whoever has the secret of an agenda has the agenda"

blueprint = StrictBlueprint(
    "agendas",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Personal agendas: the sessions that somebody picked",
)


@blueprint.route("/events/<uuid:event_id>/agenda")
class OwnAgenda(MethodView):
    @personal()
    @blueprint.response(200, AgendaSchema)
    def get(self, ctx: PersonContext, organization_id: UUID, event_id: UUID) -> Agenda:
        """Show the sessions that you picked, and which of them clash."""
        return service.read_own_agenda(ctx, organization_id, event_id, code=access_code())


@blueprint.route("/events/<uuid:event_id>/agenda/sessions/<uuid:session_id>")
class OwnAgendaSession(MethodView):
    @personal()
    @blueprint.response(200, AgendaSchema)
    def put(
        self, ctx: PersonContext, *, organization_id: UUID, event_id: UUID, session_id: UUID
    ) -> Agenda:
        """Pick a session; a clash is told, not refused."""
        return service.pick_session(
            ctx, organization_id, event_id, session_id=session_id, code=access_code()
        )

    @personal()
    @blueprint.response(204)
    def delete(
        self, ctx: PersonContext, *, organization_id: UUID, event_id: UUID, session_id: UUID
    ) -> None:
        """Pick it no longer."""
        service.drop_session(ctx, organization_id, event_id, session_id=session_id)


@blueprint.route("/events/<uuid:event_id>/agenda/feed")
class OwnFeed(MethodView):
    @personal()
    @blueprint.response(200, AgendaSchema)
    def post(self, ctx: PersonContext, organization_id: UUID, event_id: UUID) -> Agenda:
        """Give your calendar a new address; the old one leads nowhere any more."""
        return service.renew_feed(ctx, organization_id, event_id, code=access_code())


@blueprint.route("/events/<uuid:event_id>/agendas")
class GuestAgendas(MethodView):
    @public("guests keep an agenda without an account")
    @blueprint.response(201, GuestAgendaSchema)
    def post(self, ctx: PublicContext, event_id: UUID) -> GuestAgenda:
        """Begin an agenda; the answer tells its secret."""
        return service.start_guest_agenda(ctx, event_id, code=access_code())


@blueprint.route("/agendas/<uuid:agenda_id>")
class OneGuestAgenda(MethodView):
    @public(HOLDER)
    @blueprint.response(200, AgendaSchema)
    def get(self, ctx: PublicContext, agenda_id: UUID) -> Agenda:
        """Show a guest's agenda."""
        return service.read_guest_agenda(ctx, agenda_id, _secret(), code=access_code())


@blueprint.route("/agendas/<uuid:agenda_id>/sessions/<uuid:session_id>")
class GuestAgendaSession(MethodView):
    @public(HOLDER)
    @blueprint.response(200, AgendaSchema)
    def put(self, ctx: PublicContext, agenda_id: UUID, session_id: UUID) -> Agenda:
        """Pick a session; a clash is told, not refused."""
        return service.pick_guest_session(
            ctx, agenda_id, _secret(), session_id=session_id, code=access_code()
        )

    @public(HOLDER)
    @blueprint.response(204)
    def delete(self, ctx: PublicContext, agenda_id: UUID, session_id: UUID) -> None:
        """Pick it no longer."""
        service.drop_guest_session(ctx, agenda_id, _secret(), session_id=session_id)


@blueprint.route("/agendas/<uuid:agenda_id>/feed")
class GuestFeed(MethodView):
    @public(HOLDER)
    @blueprint.response(200, AgendaSchema)
    def post(self, ctx: PublicContext, agenda_id: UUID) -> Agenda:
        """Give a guest's calendar a new address; the old one leads nowhere any more."""
        return service.renew_guest_feed(ctx, agenda_id, _secret(), code=access_code())


@blueprint.route("/agendas/<uuid:agenda_id>/feed/<mark>.ics")
class AgendaFeed(MethodView):
    @public("the address itself is the secret; calendars cannot send another")
    @blueprint.doc(**CALENDAR_FILE)
    def get(self, ctx: PublicContext, agenda_id: UUID, mark: str) -> Response:
        """Give the picked sessions as a calendar."""
        return calendar(service.draw_feed(ctx, agenda_id, mark))


def _secret() -> str:
    return request.headers.get(SECRET, "")
