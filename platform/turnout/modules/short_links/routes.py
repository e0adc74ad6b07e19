"""HTTP of short links for the team."""

from typing import Any, Final, TypeAlias
from uuid import UUID

from flask import Response
from flask.views import MethodView
from marshmallow import fields

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_answer, list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.short_links import policies, service
from turnout.modules.short_links.schemas import (
    NewShortLinkSchema,
    QrCodeArguments,
    ShortLinkUpdateSchema,
)
from turnout.modules.short_links.types import CodeFormat, NewShortLink, ShortLink, VisitsOfDay

Tagged: TypeAlias = tuple[ShortLink, int, dict[str, str]]
FILE: Final = {"schema": {"type": "string", "format": "binary"}}
blueprint = StrictBlueprint(
    "short-links",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/short-links",
    description="Short addresses with QR codes for events, tickets and the organization.",
)


class ShortLinkArguments(PageArguments):
    event_id = fields.UUID(load_default=None)


@blueprint.route("")
class ShortLinks(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(ShortLinkArguments, location="query")
    @blueprint.response(200, page_of(ShortLink))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[ShortLink]:
        """List short links with how often each was asked for, the newest first."""
        request = page_request(query["cursor"], query["limit"])
        return service.list_links(ctx, request, event_id=query["event_id"])

    @requires(policies.EDIT)
    @blueprint.arguments(NewShortLinkSchema)
    @blueprint.response(201, response(ShortLink))
    def post(self, ctx: OrganizationContext, new: NewShortLink) -> Tagged:
        """Make a short link to an event's page, to its tickets, or to the organization.

        Its code is drawn, and it leads to the same place for good, as it may be printed.
        """
        return with_etag(service.create_link(ctx, new), 201)


@blueprint.route("/<uuid:short_link_id>")
class OneShortLink(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(ShortLink))
    def get(self, ctx: OrganizationContext, short_link_id: UUID) -> Tagged:
        """Show a short link with how often it was asked for."""
        return with_etag(service.get_link(ctx, short_link_id))

    @requires(policies.EDIT)
    @blueprint.arguments(ShortLinkUpdateSchema)
    @blueprint.response(200, response(ShortLink))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], short_link_id: UUID
    ) -> Tagged:
        """Name a short link anew, or switch it off or on. `If-Match` guards it."""
        return with_etag(service.update_link(ctx, short_link_id, changes, version=if_match()))

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, short_link_id: UUID) -> None:
        """Delete a short link with its counts; what was printed leads nowhere any more."""
        service.delete_link(ctx, short_link_id, version=if_match())


@blueprint.route("/<uuid:short_link_id>/visits")
class VisitsOfShortLink(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listShortLinkVisits")
    @blueprint.response(200, list_of(VisitsOfDay))
    def get(self, ctx: OrganizationContext, short_link_id: UUID) -> dict[str, Any]:
        """List how often a short link was asked for on each day with a visit, the latest first."""
        return {"items": service.list_visits(ctx, short_link_id)}


@blueprint.route("/<uuid:short_link_id>/qr-code")
class QrCodeOfShortLink(MethodView):
    @requires(policies.READ)
    @blueprint.doc(
        operationId="downloadShortLinkQrCode",
        responses={
            "200": {
                "description": "The address as a QR code with its quiet zone.",
                "content": dict.fromkeys(("image/svg+xml", "image/png"), FILE),
            }
        },
    )
    @blueprint.arguments(QrCodeArguments, location="query")
    def get(self, ctx: OrganizationContext, query: dict[str, Any], short_link_id: UUID) -> Response:
        """Download a short link as a QR code in the brand's colour, as SVG or PNG."""
        found = service.draw_qr_code(ctx, short_link_id, CodeFormat(query["format"]))
        return file_answer(found.content, found.name, media_type=found.media_type)


blueprints = (blueprint,)
