"""HTTP of an event's programme: the whole of it for readers, sessions for organizers."""

from typing import Any
from uuid import UUID

import msgspec
from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.kernel.http.request_info import access_code
from turnout.modules.programme import policies
from turnout.modules.programme.schemas import (
    ConflictListSchema,
    NewSessionSchema,
    ProgrammeSchema,
    SessionPageSchema,
    SessionSchema,
    SessionUpdateSchema,
    WrittenSessionSchema,
)
from turnout.modules.programme.service import sessions as service
from turnout.modules.programme.types import Conflict, NewSession, Session

blueprint = StrictBlueprint(
    "programme",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Sessions of an event",
)


@blueprint.route("/programme")
class WholeProgramme(MethodView):
    @public("the programme of a published event; a draft's only for members")
    @blueprint.response(200, ProgrammeSchema)
    def get(self, ctx: PublicContext, event_id: UUID) -> Response:
        """Show days, rooms, tracks, speakers and sessions in one answer."""
        programme = service.read_programme(ctx, event_id, code=access_code())
        # Hundreds of sessions, encoded in one step; ProgrammeSchema documents the same shape.
        return Response(msgspec.json.encode(programme), content_type="application/json")


@blueprint.route("/conflicts")
class Conflicts(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, ConflictListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[Conflict]:
        """List rooms and speakers that are booked twice at once."""
        return Page(service.list_conflicts(ctx, event_id), None)


@blueprint.route("/sessions")
class Sessions(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, SessionPageSchema)
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Page[Session]:
        """List sessions in order of time."""
        return service.list_sessions(ctx, event_id, page_request(asked["cursor"], asked["limit"]))

    @requires(policies.WRITE)
    @blueprint.arguments(NewSessionSchema)
    @blueprint.response(201, WrittenSessionSchema)
    def post(self, ctx: OrganizationContext, new: NewSession, event_id: UUID) -> Any:
        """Add a session; the answer warns of rooms and speakers that are booked twice."""
        return with_etag(service.create_session(ctx, event_id, new), 201)


@blueprint.route("/sessions/<uuid:session_id>")
class OneSession(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, SessionSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> Any:
        """Show a session."""
        return with_etag(service.read_session(ctx, event_id, session_id))

    @requires(policies.WRITE)
    @blueprint.arguments(SessionUpdateSchema)
    @blueprint.response(200, WrittenSessionSchema)
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        *,
        event_id: UUID,
        session_id: UUID,
    ) -> Any:
        """Change a session; speakers and links are replaced as whole lists."""
        return with_etag(
            service.change_session(ctx, event_id, session_id, changes=changes, version=if_match())
        )

    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, session_id: UUID) -> None:
        """Delete a session."""
        service.delete_session(ctx, event_id, session_id)
