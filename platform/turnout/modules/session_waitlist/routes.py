"""HTTP of waitlists of sessions: a ticket's own place on one, and the list for the team."""

from typing import Any, TypeAlias
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, public, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.headers import ORDER_SECRET
from turnout.modules.participation.api import HolderProof
from turnout.modules.session_waitlist import policies, service
from turnout.modules.session_waitlist.schemas import (
    AcceptedPlaceSchema,
    NewWaitSchema,
    SessionEntryArguments,
    SessionEntryUpdateSchema,
    SessionSettingsSchema,
)
from turnout.modules.session_waitlist.types import (
    NewSessionSettings,
    SessionEntry,
    SessionWait,
    SessionWaitlistFigures,
    SessionWaitlistSettings,
)

HOLDER = "the holder of a ticket: signed in as its buyer, or with its order's secret"
TaggedSettings: TypeAlias = tuple[SessionWaitlistSettings, int, dict[str, str]]
TaggedEntry: TypeAlias = tuple[SessionEntry, int, dict[str, str]]
blueprint = StrictBlueprint(
    "session-waitlist",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Who waits for sessions that are full, and the places that they get.",
)


@blueprint.route("/events/<uuid:event_id>/sessions/<uuid:session_id>/waits")
class Waits(MethodView):
    @public(HOLDER, limited="secret")
    @blueprint.doc(operationId="joinSessionWaitlist")
    @blueprint.arguments(NewWaitSchema)
    @blueprint.response(201, response(SessionWait))
    @idempotent(SessionWait)
    def post(
        self, ctx: PublicContext, asked: dict[str, Any], *, event_id: UUID, session_id: UUID
    ) -> SessionWait:
        """Let a ticket wait for a session that is full; again changes nothing."""
        return service.join_session_waitlist(
            ctx, event_id, session_id, ticket_id=asked["ticket_id"], proof=_proof(ctx)
        )


@blueprint.route("/events/<uuid:event_id>/sessions/<uuid:session_id>/waits/<uuid:ticket_id>")
class OneWait(MethodView):
    @public(HOLDER, limited="secret")
    @blueprint.doc(operationId="getSessionWait")
    @blueprint.response(200, response(SessionWait))
    def get(
        self, ctx: PublicContext, *, event_id: UUID, session_id: UUID, ticket_id: UUID
    ) -> SessionWait:
        """Look where a ticket stands: its position, or until when a place is reserved."""
        return service.get_session_wait(
            ctx, event_id, session_id, ticket_id=ticket_id, proof=_proof(ctx)
        )

    @public(HOLDER, limited="secret")
    @blueprint.doc(operationId="leaveSessionWaitlist")
    @blueprint.response(204)
    def delete(
        self, ctx: PublicContext, *, event_id: UUID, session_id: UUID, ticket_id: UUID
    ) -> None:
        """Wait no more, or pass the reserved place on."""
        service.leave_session_waitlist(
            ctx, event_id, session_id, ticket_id=ticket_id, proof=_proof(ctx)
        )


@blueprint.route("/events/<uuid:event_id>/sessions/<uuid:session_id>/waits/<uuid:ticket_id>/accept")
class AcceptedPlace(MethodView):
    @public(HOLDER, limited="secret")
    @blueprint.doc(operationId="acceptSessionPlace")
    @blueprint.arguments(AcceptedPlaceSchema)
    @blueprint.response(200, response(SessionWait))
    @idempotent(SessionWait)
    def post(
        self,
        ctx: PublicContext,
        asked: dict[str, Any],
        *,
        event_id: UUID,
        session_id: UUID,
        ticket_id: UUID,
    ) -> SessionWait:
        """Take the place that is reserved for a ticket."""
        return service.accept_session_place(
            ctx, event_id, session_id, ticket_id=ticket_id, proof=_proof(ctx), **asked
        )


@blueprint.route("/events/<uuid:event_id>/session-waitlist")
class SessionEntries(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listSessionWaitlist")
    @blueprint.arguments(SessionEntryArguments, location="query")
    @blueprint.response(200, page_of(SessionEntry))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID
    ) -> Page[SessionEntry]:
        """List which tickets wait for an event's sessions, in the order of the queue."""
        return service.list_session_entries(
            ctx,
            event_id,
            page_request(query["cursor"], query["limit"]),
            state=query["state"],
            session_id=query["session_id"],
        )


@blueprint.route("/events/<uuid:event_id>/session-waitlist-figures")
class SessionFigures(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getSessionWaitlistFigures")
    @blueprint.response(200, response(SessionWaitlistFigures))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> SessionWaitlistFigures:
        """Count who waits for an event's sessions, and what became of offers."""
        return service.count_session_entries(ctx, event_id)


@blueprint.route("/events/<uuid:event_id>/session-waitlist-settings")
class SessionSettings(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getSessionWaitlistSettings")
    @blueprint.response(200, response(SessionWaitlistSettings))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> TaggedSettings:
        """Show how the waitlists of an event's sessions work."""
        return with_etag(service.get_session_settings(ctx, event_id))

    @requires(policies.EDIT)
    @blueprint.doc(operationId="setSessionWaitlistSettings")
    @blueprint.arguments(SessionSettingsSchema)
    @blueprint.response(200, response(SessionWaitlistSettings))
    def put(
        self, ctx: OrganizationContext, new: NewSessionSettings, event_id: UUID
    ) -> TaggedSettings:
        """Open or close them and say how they work. `If-Match` guards it."""
        return with_etag(service.update_session_settings(ctx, event_id, new, version=if_match()))


@blueprint.route("/session-waitlist-entries/<uuid:session_entry_id>")
class OneSessionEntry(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="updateSessionWaitlistEntry")
    @blueprint.arguments(SessionEntryUpdateSchema)
    @blueprint.response(200, response(SessionEntry))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], session_entry_id: UUID
    ) -> TaggedEntry:
        """Put a ticket into another priority class. `If-Match` guards it."""
        return with_etag(
            service.update_session_entry(ctx, session_entry_id, **changes, version=if_match())
        )

    @requires(policies.EDIT)
    @blueprint.doc(operationId="removeSessionWaitlistEntry")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, session_entry_id: UUID) -> None:
        """Take a ticket off the list; a place that was offered passes on."""
        service.remove_session_entry(ctx, session_entry_id)


@blueprint.route("/session-waitlist-entries/<uuid:session_entry_id>/offer")
class ManualSessionOffer(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="offerSessionWaitlistEntry")
    @blueprint.response(200, response(SessionEntry))
    def post(self, ctx: OrganizationContext, session_entry_id: UUID) -> TaggedEntry:
        """Reserve a free place for one who waits, whoever stands before them."""
        return with_etag(service.offer_session_entry(ctx, session_entry_id))


def _proof(ctx: PublicContext) -> HolderProof:
    return HolderProof(user_id=ctx.user_id, secret=request.headers.get(ORDER_SECRET, ""))


blueprints = (blueprint,)
