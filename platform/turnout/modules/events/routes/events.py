"""HTTP of events themselves."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.blueprint import StrictBlueprint, StrictParser
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.events import policies
from turnout.modules.events.languages import in_language
from turnout.modules.events.rules import Action
from turnout.modules.events.schemas.events import (
    AftermathListSchema,
    CheckListSchema,
    EventChangeSchema,
    EventPageArguments,
    EventPageSchema,
    EventSchema,
    LanguageArguments,
    NewCopySchema,
    NewEventSchema,
    StepSchema,
)
from turnout.modules.events.service import copies, lifecycle, order_actions
from turnout.modules.events.service import events as service
from turnout.modules.events.types import Event, NewCopy, NewEvent, OrderAction, PublishChecklist

blueprint = StrictBlueprint(
    "events",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events",
    description="Events and their life from draft to archive",
)

STEP = {"required": False, "content": {"application/json": {"schema": StepSchema}}}


@blueprint.route("")
class Events(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(EventPageArguments, location="query")
    @blueprint.response(200, EventPageSchema)
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[Event]:
        """List events, newest first; templates and what is in the bin only when asked for."""
        wanted = page_request(asked["cursor"], asked["limit"])
        return service.read_events(ctx, wanted, state=asked["state"], templates=asked["templates"])

    @requires(policies.WRITE)
    @blueprint.arguments(NewEventSchema)
    @blueprint.response(201, EventSchema)
    @idempotent(Event)
    def post(self, ctx: OrganizationContext, new: NewEvent) -> Event:
        """Create a draft."""
        return service.create_event(ctx, new)


@blueprint.route("/<uuid:event_id>")
class OneEvent(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(LanguageArguments, location="query")
    @blueprint.response(200, EventSchema)
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Any:
        """Show an event, with its texts in one language if that is asked for."""
        event = service.read_event(ctx, event_id)
        return with_etag(in_language(event, [asked["language"]] if asked["language"] else []))

    @requires(policies.WRITE)
    @blueprint.arguments(EventChangeSchema)
    @blueprint.response(200, EventSchema)
    def patch(self, ctx: OrganizationContext, changes: dict[str, Any], event_id: UUID) -> Any:
        """Change an event; `If-Match` with its version refuses to overwrite somebody else."""
        return with_etag(service.change_event(ctx, event_id, changes, version=if_match()))

    @requires(policies.PUBLISH)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID) -> None:
        """Put an event into the bin, from where it can be restored."""
        lifecycle.delete_event(ctx, event_id)


@blueprint.route("/<uuid:event_id>/check-list")
class CheckLists(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, CheckListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> PublishChecklist:
        """Say what publishing still needs, and what would be good to have."""
        return service.read_check_list(ctx, event_id)


@blueprint.route("/<uuid:event_id>/submit")
class Submissions(MethodView):
    @requires(policies.WRITE)
    @blueprint.doc(requestBody=STEP)
    @blueprint.response(200, EventSchema)
    def post(self, ctx: OrganizationContext, event_id: UUID) -> Any:
        """Ask those who may publish to look at the draft."""
        return with_etag(lifecycle.submit_event(ctx, event_id, reason=_step()["reason"]))


@blueprint.route(
    "/<uuid:event_id>/<any('send-back', publish, unpublish, cancel, postpone, archive,"
    " restore):action>"
)
class Steps(MethodView):
    @requires(policies.PUBLISH)
    @blueprint.doc(requestBody=STEP)
    @blueprint.response(200, EventSchema)
    def post(self, ctx: OrganizationContext, event_id: UUID, action: str) -> Any:
        """Take one step of the life cycle; a refusal names the steps that are possible.

        Cancelling and postponing say what becomes of `orders`: kept, refunded, or asked.
        """
        return with_etag(lifecycle.act_on_event(ctx, event_id, Action(action), **_step()))


@blueprint.route("/<uuid:event_id>/purge")
class Purges(MethodView):
    @requires(policies.PURGE)
    @blueprint.response(204)
    def post(self, ctx: OrganizationContext, event_id: UUID) -> None:
        """Delete an event of the bin for good, unless records of purchases name it."""
        lifecycle.purge_event(ctx, event_id)


@blueprint.route("/<uuid:event_id>/aftermaths")
class OrderActions(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, AftermathListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[OrderAction]:
        """Show what was decided over the event's orders and how far that has come."""
        return Page(order_actions.list_order_actions(ctx, event_id), None)


def _step() -> dict[str, Any]:
    """The step's reason and what becomes of orders; most steps need no body."""
    if not request.get_data(cache=True):
        return {"reason": "", "orders": None}
    parsed: dict[str, Any] = StrictParser().parse(StepSchema(), request, location="json")
    return parsed


@blueprint.route("/<uuid:event_id>/copies")
class Copies(MethodView):
    @requires(policies.WRITE)
    @blueprint.doc(tags=["series"])
    @blueprint.arguments(NewCopySchema)
    @blueprint.response(201, EventSchema)
    @idempotent(Event)
    def post(self, ctx: OrganizationContext, wanted: NewCopy, event_id: UUID) -> Event:
        """Make a draft or a template of an event (or an event of a template)."""
        return copies.copy_event(ctx, event_id, wanted)
