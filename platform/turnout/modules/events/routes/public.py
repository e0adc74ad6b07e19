"""HTTP of events for visitors, of what opens private ones, and of an organization's own fields."""

from typing import Any
from uuid import UUID

from flask import Response, request, url_for
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_info import ACCESS_CODE, access_code
from turnout.modules.events import policies
from turnout.modules.events.schemas.public import (
    AccessCodeListSchema,
    FieldSchemaChangeSchema,
    FieldSchemaSchema,
    LookingArguments,
    MadeAccessCodeSchema,
    NewAccessCodeSchema,
    PublicEventSchema,
    ShareLinkSchema,
)
from turnout.modules.events.service import access, custom_field_values, public_events, share_links
from turnout.modules.events.types import AccessCode, MadeAccessCode, NewAccessCode

blueprint = StrictBlueprint(
    "public-events",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Events as visitors see them, and what opens private ones",
)


@blueprint.route("/public-events/<slug>")
class PublicEvents(MethodView):
    @public("a published event is for everybody, a private one for who has its code")
    @blueprint.arguments(LookingArguments, location="query")
    @blueprint.response(200, PublicEventSchema)
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


@blueprint.route("/events/<uuid:event_id>/access-codes")
class AccessCodes(MethodView):
    @requires(policies.WRITE)
    @blueprint.response(200, AccessCodeListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[AccessCode]:
        """List what opens a private event, newest first; the codes themselves are not kept."""
        return Page(access.list_access_codes(ctx, event_id), None)

    @requires(policies.WRITE)
    @blueprint.arguments(NewAccessCodeSchema)
    @blueprint.response(201, MadeAccessCodeSchema)
    def post(self, ctx: OrganizationContext, new: NewAccessCode, event_id: UUID) -> MadeAccessCode:
        """Make a code or an invitation; the answer tells it this once."""
        return access.create_access_code(ctx, event_id, new)


@blueprint.route("/events/<uuid:event_id>/access-codes/<uuid:code_id>")
class OneAccessCode(MethodView):
    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, code_id: UUID) -> None:
        """Let a code open nothing any more."""
        access.revoke_access_code(ctx, event_id, code_id)


@blueprint.route("/event-fields")
class EventFields(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, FieldSchemaSchema)
    def get(self, ctx: OrganizationContext) -> Any:
        """Show the organization's own fields of events."""
        return with_etag(custom_field_values.read_field_schema(ctx))

    @requires(policies.FIELDS)
    @blueprint.arguments(FieldSchemaChangeSchema)
    @blueprint.response(200, FieldSchemaSchema)
    def put(self, ctx: OrganizationContext, stated: dict[str, Any]) -> Any:
        """State all own fields anew; `If-Match` refuses to overwrite somebody else."""
        wanted = tuple(stated["fields_"])
        return with_etag(custom_field_values.replace_field_schema(ctx, wanted, version=if_match()))


@blueprint.route("/events/<uuid:event_id>/share")
class ShareLinks(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, ShareLinkSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, str]:
        """Give the address of the event's page to pass on."""
        return {"url": share_links.read_share_link(ctx, event_id)}


@blueprint.route("/events/<uuid:event_id>/share.svg")
class ShareCodes(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, content_type="image/svg+xml")
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Response:
        """Draw the address of the event's page as a QR code."""
        drawing = share_links.draw_share_code(ctx, event_id)
        return Response(drawing, content_type="image/svg+xml")
