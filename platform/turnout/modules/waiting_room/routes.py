"""HTTP of waiting rooms: how an event's one works, its figures, and a place of one's own."""

from typing import TypeAlias
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import public, requires, requires_secret, secret_in
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.early_answers import EarlyAnswer
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.headers import CHALLENGE
from turnout.kernel.http.secret_tries import network
from turnout.modules.waiting_room import passes, policies, service
from turnout.modules.waiting_room.looks import find_quick_look
from turnout.modules.waiting_room.schemas import WaitingRoomSchema
from turnout.modules.waiting_room.types import (
    JoinedWaitingRoom,
    NewWaitingRoom,
    WaitingPlace,
    WaitingRoom,
    WaitingRoomFigures,
)

TaggedRoom: TypeAlias = tuple[WaitingRoom, int, dict[str, str]]
blueprint = StrictBlueprint(
    "waiting_room",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Who waits until the checkout of an event can serve them, in a fair order.",
)
of_its_owner = requires_secret(
    header=passes.PLACE_HEADER, path_id="event_id", proves=passes.is_place
)


@blueprint.route("/waiting-room")
class Room(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getWaitingRoom")
    @blueprint.response(200, response(WaitingRoom))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> TaggedRoom:
        """Show how an event's waiting room works."""
        return with_etag(service.get_room(ctx, event_id))

    @requires(policies.EDIT)
    @blueprint.doc(operationId="setWaitingRoom")
    @blueprint.arguments(WaitingRoomSchema)
    @blueprint.response(200, response(WaitingRoom))
    def put(self, ctx: OrganizationContext, new: NewWaitingRoom, event_id: UUID) -> TaggedRoom:
        """Switch the waiting room on, off or to pause, and set its limits. `If-Match` guards it."""
        return with_etag(service.update_room(ctx, event_id, new, version=if_match()))


@blueprint.route("/waiting-room-figures")
class Figures(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getWaitingRoomFigures")
    @blueprint.response(200, response(WaitingRoomFigures))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> WaitingRoomFigures:
        """Count who waits and who shops now, and how fast people are admitted."""
        return service.get_figures(ctx, event_id)


@blueprint.route("/waiting-room-places")
class Places(MethodView):
    @public("anyone who may buy may wait; places are limited by network", limited="purchase")
    @blueprint.doc(operationId="joinWaitingRoom")
    @blueprint.response(201, response(JoinedWaitingRoom))
    def post(self, ctx: PublicContext, event_id: UUID) -> JoinedWaitingRoom:
        """Take a place in the waiting room; who sends the token of one keeps that."""
        kept = request.headers.get(passes.PLACE_HEADER, "")
        solved = request.headers.get(CHALLENGE, "")
        return service.join(ctx, event_id, network=network(), token=kept, challenge=solved)


@blueprint.route("/waiting-room-place")
class OnePlace(MethodView):
    @of_its_owner
    @blueprint.doc(operationId="getWaitingRoomPlace")
    @blueprint.response(200, response(WaitingPlace))
    def get(self, ctx: PublicContext, event_id: UUID) -> WaitingPlace:
        """Look at one's own place; once it is admitted, the answer has the pass for the order."""
        return service.look(ctx, event_id, secret_in(passes.PLACE_HEADER))

    @of_its_owner
    @blueprint.doc(operationId="leaveWaitingRoom")
    @blueprint.response(204)
    def delete(self, ctx: PublicContext, event_id: UUID) -> None:
        """Give the place up."""
        service.leave(ctx, event_id, secret_in(passes.PLACE_HEADER))


blueprints = (blueprint,)
early_answers = (
    EarlyAnswer(
        rule=f"{blueprint.url_prefix}/waiting-room-place",
        header=passes.PLACE_HEADER,
        answer=find_quick_look,
    ),
)
"""Ten thousand people look at their places all the time; most looks need no application."""
