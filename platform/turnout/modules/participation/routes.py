"""HTTP of participation."""

from typing import Any
from uuid import UUID

from flask import Response, request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PersonContext, PublicContext
from turnout.kernel.db.pagination import Page
from turnout.kernel.http.access import idempotent, personal, public, requires, secret_in
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.headers import AGENDA_SECRET, ORDER_SECRET
from turnout.kernel.http.request_info import access_code
from turnout.kernel.ical import CALENDAR_FILE, calendar
from turnout.modules.consents.api import ConsentSource
from turnout.modules.events import api as events
from turnout.modules.participation import service
from turnout.modules.participation.hooks import HolderProof
from turnout.modules.participation.schemas import (
    LanguageArguments,
    RegistrationSchema,
)
from turnout.modules.participation.types import (
    Agenda,
    Favourite,
    Followed,
    GuestAgenda,
    Places,
    RegisteredTicket,
)

HOLDER = "whoever has the secret of an agenda has the agenda"

agendas_blueprint = StrictBlueprint(
    "agendas",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Personal agendas: the sessions that somebody picked",
)


@agendas_blueprint.route("/events/<uuid:event_id>/agenda")
class OwnAgenda(MethodView):
    @personal()
    @agendas_blueprint.response(200, response(Agenda))
    def get(self, ctx: PersonContext, organization_id: UUID, event_id: UUID) -> Agenda:
        """Show the sessions that you picked, and which of them clash."""
        return service.read_own_agenda(ctx, organization_id, event_id, code=access_code())


@agendas_blueprint.route("/events/<uuid:event_id>/agenda/sessions/<uuid:session_id>")
class OwnAgendaSession(MethodView):
    @personal()
    @agendas_blueprint.response(200, response(Agenda))
    def put(
        self, ctx: PersonContext, *, organization_id: UUID, event_id: UUID, session_id: UUID
    ) -> Agenda:
        """Pick a session; a clash is told, not refused."""
        return service.pick_session(
            ctx, organization_id, event_id, session_id=session_id, code=access_code()
        )

    @personal()
    @agendas_blueprint.response(204)
    def delete(
        self, ctx: PersonContext, *, organization_id: UUID, event_id: UUID, session_id: UUID
    ) -> None:
        """Pick it no longer."""
        service.drop_session(ctx, organization_id, event_id, session_id=session_id)


@agendas_blueprint.route("/events/<uuid:event_id>/agenda/feed")
class OwnFeed(MethodView):
    @personal()
    @agendas_blueprint.doc(operationId="renewEventAgendaFeed")
    @agendas_blueprint.response(200, response(Agenda))
    def post(self, ctx: PersonContext, organization_id: UUID, event_id: UUID) -> Agenda:
        """Give your calendar a new address; the old one leads nowhere any more."""
        return service.renew_feed(ctx, organization_id, event_id, code=access_code())


@agendas_blueprint.route("/events/<uuid:event_id>/agendas")
class GuestAgendas(MethodView):
    @public("guests keep an agenda without an account")
    @agendas_blueprint.response(201, response(GuestAgenda))
    def post(self, ctx: PublicContext, event_id: UUID) -> GuestAgenda:
        """Begin an agenda; the answer tells its secret."""
        return service.start_guest_agenda(ctx, event_id, code=access_code())


@agendas_blueprint.route("/agendas/<uuid:agenda_id>")
class OneGuestAgenda(MethodView):
    @public(HOLDER)
    @agendas_blueprint.response(200, response(Agenda))
    def get(self, ctx: PublicContext, agenda_id: UUID) -> Agenda:
        """Show a guest's agenda."""
        return service.read_guest_agenda(ctx, agenda_id, _secret(), code=access_code())


@agendas_blueprint.route("/agendas/<uuid:agenda_id>/sessions/<uuid:session_id>")
class GuestAgendaSession(MethodView):
    @public(HOLDER)
    @agendas_blueprint.response(200, response(Agenda))
    def put(self, ctx: PublicContext, agenda_id: UUID, session_id: UUID) -> Agenda:
        """Pick a session; a clash is told, not refused."""
        return service.pick_guest_session(
            ctx, agenda_id, _secret(), session_id=session_id, code=access_code()
        )

    @public(HOLDER)
    @agendas_blueprint.response(204)
    def delete(self, ctx: PublicContext, agenda_id: UUID, session_id: UUID) -> None:
        """Pick it no longer."""
        service.drop_guest_session(ctx, agenda_id, _secret(), session_id=session_id)


@agendas_blueprint.route("/agendas/<uuid:agenda_id>/feed")
class GuestFeed(MethodView):
    @public(HOLDER)
    @agendas_blueprint.doc(operationId="renewAgendaFeed")
    @agendas_blueprint.response(200, response(Agenda))
    def post(self, ctx: PublicContext, agenda_id: UUID) -> Agenda:
        """Give a guest's calendar a new address; the old one leads nowhere any more."""
        return service.renew_guest_feed(ctx, agenda_id, _secret(), code=access_code())


@agendas_blueprint.route("/agendas/<uuid:agenda_id>/feed/<mark>.ics")
class AgendaFeed(MethodView):
    @public("the address itself is the secret; calendars cannot send another")
    @agendas_blueprint.doc(**CALENDAR_FILE)
    def get(self, ctx: PublicContext, agenda_id: UUID, mark: str) -> Response:
        """Give the picked sessions as a calendar."""
        return calendar(service.draw_feed(ctx, agenda_id, mark))


def _secret() -> str:
    return secret_in(AGENDA_SECRET)


favourites_blueprint = StrictBlueprint(
    "liking",
    __name__,
    url_prefix="/api/v1",
    description="Favourite events, and organizers that people follow",
)


@favourites_blueprint.route("/me/favourites")
class Favourites(MethodView):
    @personal()
    @favourites_blueprint.arguments(LanguageArguments, location="query")
    @favourites_blueprint.response(200, list_of(Favourite))
    def get(self, ctx: PersonContext, asked: dict[str, Any]) -> Page[Favourite]:
        """List your favourites that are shown now, the latest first."""
        wanted = [asked["language"]] if asked["language"] else request.accept_languages.values()
        return Page(service.list_favourites(ctx, list(wanted)), None)


@favourites_blueprint.route(
    "/organizations/<uuid:organization_id>/events/<uuid:event_id>/favourite"
)
class OneFavourite(MethodView):
    @personal()
    @favourites_blueprint.response(204)
    def put(self, ctx: PersonContext, organization_id: UUID, event_id: UUID) -> None:
        """Keep an event that you may see."""
        service.add_favourite(ctx, organization_id, event_id, code=access_code())

    @personal()
    @favourites_blueprint.response(204)
    def delete(self, ctx: PersonContext, organization_id: UUID, event_id: UUID) -> None:
        """Keep it no longer."""
        service.remove_favourite(ctx, organization_id, event_id)


@favourites_blueprint.route("/me/followed-organizers")
class FollowedOrganizers(MethodView):
    @personal()
    @favourites_blueprint.response(200, list_of(Followed))
    def get(self, ctx: PersonContext) -> Page[Followed]:
        """List the organizations that you follow, the latest first."""
        return Page(service.list_followed(ctx), None)


@favourites_blueprint.route("/organizations/<uuid:organization_id>/follow")
class Follows(MethodView):
    @personal()
    @favourites_blueprint.doc(operationId="followOrganizer")
    @favourites_blueprint.response(204)
    def put(self, ctx: PersonContext, organization_id: UUID) -> None:
        """Follow an organizer."""
        service.follow_organizer(ctx, organization_id, source=ConsentSource.API)

    @personal()
    @favourites_blueprint.doc(operationId="unfollowOrganizer")
    @favourites_blueprint.response(204)
    def delete(self, ctx: PersonContext, organization_id: UUID) -> None:
        """Follow it no longer."""
        service.unfollow_organizer(ctx, organization_id, source=ConsentSource.API)


REGISTRATION_HOLDER = "the holder of a ticket: signed in as its buyer, or with its order's secret"

registrations_blueprint = StrictBlueprint(
    "session-registrations",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Places in sessions with a registration of their own",
)


@registrations_blueprint.route("/session-places")
class SessionPlaces(MethodView):
    @requires(events.READ)
    @registrations_blueprint.response(200, page_of(Places, called="PlacesList"))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[Places]:
        """List sessions that take registrations, and how full they are."""
        return Page(service.list_places(ctx, event_id), None)


@registrations_blueprint.route("/sessions/<uuid:session_id>/registrations")
class SessionRegistrations(MethodView):
    @requires(events.READ)
    @registrations_blueprint.response(200, page_of(RegisteredTicket, called="TicketList"))
    def get(
        self, ctx: OrganizationContext, event_id: UUID, session_id: UUID
    ) -> Page[RegisteredTicket]:
        """List the tickets that have a place, in the order of registration."""
        return Page(service.list_registered_tickets(ctx, event_id, session_id), None)

    @public(REGISTRATION_HOLDER, limited="secret")
    @registrations_blueprint.arguments(RegistrationSchema)
    @registrations_blueprint.response(201, response(Places))
    @idempotent(Places)
    def post(
        self, ctx: PublicContext, asked: dict[str, Any], *, event_id: UUID, session_id: UUID
    ) -> Places:
        """Take a place for a ticket; again changes nothing."""
        return service.register_for_session(
            ctx, event_id, session_id, ticket_id=asked["ticket_id"], proof=_proof(ctx)
        )


@registrations_blueprint.route("/sessions/<uuid:session_id>/registrations/<uuid:ticket_id>")
class OneSessionRegistration(MethodView):
    @public(REGISTRATION_HOLDER, limited="secret")
    @registrations_blueprint.response(204)
    def delete(
        self, ctx: PublicContext, *, event_id: UUID, session_id: UUID, ticket_id: UUID
    ) -> None:
        """Give the place back."""
        service.leave_session(ctx, event_id, session_id, ticket_id=ticket_id, proof=_proof(ctx))


def _proof(ctx: PublicContext) -> HolderProof:
    return HolderProof(user_id=ctx.user_id, secret=request.headers.get(ORDER_SECRET, ""))


blueprints = (favourites_blueprint, agendas_blueprint, registrations_blueprint)
