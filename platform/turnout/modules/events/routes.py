"""HTTP of events: events themselves, what visitors see of them, what opens private ones."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, public, requires
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint, StrictParser
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.headers import ACCESS_CODE
from turnout.kernel.http.request_fields import PageArguments
from turnout.kernel.http.request_info import access_code
from turnout.modules.events import policies
from turnout.modules.events.rules import Action, in_language
from turnout.modules.events.schemas import (
    EventInvitationArguments,
    EventPageArguments,
    EventUpdateSchema,
    FieldSchemaUpdateSchema,
    LanguageArguments,
    LookingArguments,
    NewAccessCodeSchema,
    NewCopySchema,
    NewEventInvitationsSchema,
    NewEventSchema,
    ShareLinkSchema,
    StepSchema,
)
from turnout.modules.events.service import (
    access,
    copies,
    custom_fields,
    event_reader,
    invitations,
    lifecycle,
    order_actions,
    public_events,
)
from turnout.modules.events.service import events as service
from turnout.modules.events.types import (
    AccessCode,
    Event,
    EventInvitation,
    FieldSchema,
    Invited,
    MadeAccessCode,
    NewAccessCode,
    NewCopy,
    NewEvent,
    OrderAction,
    PublicEvent,
    PublishChecklist,
    PublishedEventSummary,
)

DRAWING = {"type": "string", "format": "binary"}

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
    @blueprint.response(200, page_of(Event))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[Event]:
        """List events, newest first; templates and what is in the bin only when asked for."""
        wanted = page_request(asked["cursor"], asked["limit"])
        return service.read_events(
            ctx, wanted, states=asked["state"], text=asked["q"], templates=asked["templates"]
        )

    @requires(policies.WRITE)
    @blueprint.arguments(NewEventSchema)
    @blueprint.response(201, response(Event))
    @idempotent(Event)
    def post(self, ctx: OrganizationContext, new: NewEvent) -> Event:
        """Create a draft."""
        return service.create_event(ctx, new)


@blueprint.route("/<uuid:event_id>")
class OneEvent(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(LanguageArguments, location="query")
    @blueprint.response(200, response(Event))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Any:
        """Show an event, with its texts in one language if that is asked for."""
        event = service.read_event(ctx, event_id)
        return with_etag(in_language(event, [asked["language"]] if asked["language"] else []))

    @requires(policies.WRITE)
    @blueprint.arguments(EventUpdateSchema)
    @blueprint.response(200, response(Event))
    def patch(self, ctx: OrganizationContext, changes: dict[str, Any], event_id: UUID) -> Any:
        """Change an event; `If-Match` with its version refuses to overwrite somebody else."""
        return with_etag(service.change_event(ctx, event_id, changes, version=if_match()))

    @requires(policies.PUBLISH)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID) -> None:
        """Put an event into the bin, from where it can be restored."""
        lifecycle.delete_event(ctx, event_id)


@blueprint.route("/<uuid:event_id>/publish-checklist")
class CheckLists(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(PublishChecklist))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> PublishChecklist:
        """Say what publishing still needs, and what would be good to have."""
        return service.get_publish_checklist(ctx, event_id)


@blueprint.route("/<uuid:event_id>/submit")
class Submissions(MethodView):
    @requires(policies.WRITE)
    @blueprint.doc(requestBody=STEP)
    @blueprint.response(200, response(Event))
    def post(self, ctx: OrganizationContext, event_id: UUID) -> Any:
        """Ask those who may publish to look at the draft."""
        return with_etag(lifecycle.submit_event(ctx, event_id, reason=_step()["reason"]))


@blueprint.route(
    "/<uuid:event_id>/<any('send-back', publish, unpublish, cancel, postpone, archive,"
    " restore):action>"
)
class Steps(MethodView):
    @requires(policies.PUBLISH)
    @blueprint.doc(operationId="changeEventState")
    @blueprint.doc(requestBody=STEP)
    @blueprint.response(200, response(Event))
    def post(self, ctx: OrganizationContext, event_id: UUID, action: str) -> Any:
        """Take one step of the life cycle; a refusal names the steps that are possible.

        Cancelling and postponing say what becomes of `orders`: kept, refunded, or asked.
        """
        return with_etag(_stepped(self, ctx, event_id, Action(action)))


@idempotent(Event)
def _stepped(_view: MethodView, ctx: OrganizationContext, event_id: UUID, action: Action) -> Event:
    return lifecycle.act_on_event(ctx, event_id, action, **_step())


@blueprint.route("/<uuid:event_id>/purge")
class Purges(MethodView):
    @requires(policies.PURGE)
    @blueprint.response(204)
    def post(self, ctx: OrganizationContext, event_id: UUID) -> None:
        """Delete an event of the bin for good, unless records of purchases name it."""
        lifecycle.purge_event(ctx, event_id)


@blueprint.route("/<uuid:event_id>/order-actions")
class OrderActions(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(OrderAction))
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
    @blueprint.response(201, response(Event))
    @idempotent(Event)
    def post(self, ctx: OrganizationContext, wanted: NewCopy, event_id: UUID) -> Event:
        """Make a draft or a template of an event (or an event of a template)."""
        return copies.copy_event(ctx, event_id, wanted)


invitations_blueprint = StrictBlueprint(
    "event-invitations",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/invitations",
    description="Invitations to a private event",
)


@invitations_blueprint.route("")
class EventInvitations(MethodView):
    @requires(policies.WRITE)
    @invitations_blueprint.arguments(EventInvitationArguments, location="query")
    @invitations_blueprint.response(200, page_of(EventInvitation))
    def get(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID
    ) -> Page[EventInvitation]:
        """List who was invited, newest first, and what became of it."""
        request = page_request(asked["cursor"], asked["limit"])
        return invitations.list_event_invitations(ctx, event_id, request, state=asked["state"])

    @requires(policies.WRITE)
    @invitations_blueprint.arguments(NewEventInvitationsSchema)
    @invitations_blueprint.response(201, response(Invited))
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Invited:
        """Invite addresses to a private event; each gets a mail with a link of its own."""
        return invitations.invite_guests(
            ctx, event_id, new["guests"], locale=new["locale"], expires_at=new["expires_at"]
        )


@invitations_blueprint.route("/<uuid:event_invitation_id>/resend")
class EventInvitationAgain(MethodView):
    @requires(policies.WRITE)
    @invitations_blueprint.response(200, response(EventInvitation))
    def post(
        self, ctx: OrganizationContext, event_id: UUID, event_invitation_id: UUID
    ) -> EventInvitation:
        """Send an invitation again with a new link; earlier links open nothing any more."""
        return invitations.resend_event_invitation(ctx, event_id, event_invitation_id)


@invitations_blueprint.route("/<uuid:event_invitation_id>")
class OneEventInvitation(MethodView):
    @requires(policies.WRITE)
    @invitations_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, event_invitation_id: UUID) -> None:
        """Withdraw an invitation: its link opens nothing any more."""
        invitations.withdraw_event_invitation(ctx, event_id, event_invitation_id)


public_blueprint = StrictBlueprint(
    "public-events",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Events as visitors see them, and what opens private ones",
)


@public_blueprint.route("/public-events/<slug>")
class PublicEvents(MethodView):
    @public("a published event is for everybody, a private one for who has its code")
    @public_blueprint.arguments(LookingArguments, location="query")
    @public_blueprint.response(200, response(PublicEvent))
    def get(self, ctx: PublicContext, asked: dict[str, Any], slug: str) -> Any:
        """Show an event in the visitor's language; a former address leads to the present one."""
        wanted = [asked["language"]] if asked["language"] else request.accept_languages.values()
        looking = public_events.PublicEventQuery(
            languages=list(wanted), code=access_code(), at=asked["at"]
        )
        event = public_events.show_event(ctx, slug, looking)
        headers = {
            "Content-Language": event.language,
            "Vary": f"Accept-Language, Authorization, {ACCESS_CODE}",
        }
        if event.slug != slug:
            place = url_for(
                request.endpoint or "", organization_id=ctx.organization_id, slug=event.slug
            )
            return Response(status=301, headers={**headers, "Location": place})
        return event, 200, headers


@public_blueprint.route("/published-events")
class PublishedEvents(MethodView):
    @requires(policies.READ_PUBLISHED)
    @public_blueprint.arguments(PageArguments, location="query")
    @public_blueprint.response(200, page_of(PublishedEventSummary))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[PublishedEventSummary]:
        """List what is published, private events too, newest first."""
        wanted = page_request(asked["cursor"], asked["limit"])
        return public_events.list_published_events(ctx, wanted)


@public_blueprint.route("/published-events/<uuid:event_id>")
class OnePublishedEvent(MethodView):
    @requires(policies.READ_PUBLISHED)
    @public_blueprint.arguments(LanguageArguments, location="query")
    @public_blueprint.response(200, response(PublicEvent))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> PublicEvent:
        """Show a published event as visitors see it; a private one needs no code."""
        wanted = [asked["language"]] if asked["language"] else []
        return public_events.get_published_event(ctx, event_id, languages=wanted)


@public_blueprint.route("/events/<uuid:event_id>/access-codes")
class AccessCodes(MethodView):
    @requires(policies.WRITE)
    @public_blueprint.response(200, list_of(AccessCode))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[AccessCode]:
        """List what opens a private event, newest first; the codes themselves are not kept."""
        return Page(access.list_access_codes(ctx, event_id), None)

    @requires(policies.WRITE)
    @public_blueprint.arguments(NewAccessCodeSchema)
    @public_blueprint.response(201, response(MadeAccessCode))
    def post(self, ctx: OrganizationContext, new: NewAccessCode, event_id: UUID) -> MadeAccessCode:
        """Make a code or an invitation; the answer tells it this once."""
        return access.create_access_code(ctx, event_id, new)


@public_blueprint.route("/events/<uuid:event_id>/access-codes/<uuid:code_id>")
class OneAccessCode(MethodView):
    @requires(policies.WRITE)
    @public_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, code_id: UUID) -> None:
        """Let a code open nothing any more."""
        access.revoke_access_code(ctx, event_id, code_id)


@public_blueprint.route("/event-fields")
class EventFields(MethodView):
    @requires(policies.READ)
    @public_blueprint.response(200, response(FieldSchema))
    def get(self, ctx: OrganizationContext) -> Any:
        """Show the organization's own fields of events."""
        return with_etag(custom_fields.read_field_schema(ctx))

    @requires(policies.FIELDS)
    @public_blueprint.arguments(FieldSchemaUpdateSchema)
    @public_blueprint.response(200, response(FieldSchema))
    def put(self, ctx: OrganizationContext, stated: dict[str, Any]) -> Any:
        """State all own fields anew; `If-Match` refuses to overwrite somebody else."""
        wanted = tuple(stated["fields_"])
        return with_etag(custom_fields.replace_field_schema(ctx, wanted, version=if_match()))


@public_blueprint.route("/events/<uuid:event_id>/share")
class ShareLinks(MethodView):
    @requires(policies.READ)
    @public_blueprint.response(200, ShareLinkSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, str]:
        """Give the address of the event's page to pass on."""
        return {"url": event_reader.read_share_link(ctx, event_id)}


@public_blueprint.route("/events/<uuid:event_id>/share.svg")
class ShareCodes(MethodView):
    @requires(policies.READ)
    @public_blueprint.response(200, DRAWING, content_type="image/svg+xml")
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Response:
        """Draw the address of the event's page as a QR code."""
        drawing = event_reader.draw_share_code(ctx, event_id)
        return Response(drawing, content_type="image/svg+xml")


blueprints = (blueprint, public_blueprint, invitations_blueprint)
