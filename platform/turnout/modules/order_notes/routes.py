"""HTTP of notes and tags on orders and attendees."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.order_notes import policies, service
from turnout.modules.order_notes.schemas import (
    NewNoteSchema,
    NewTagSchema,
    NoteArguments,
    NoteUpdateSchema,
    TagsSchema,
    TagUpdateSchema,
)
from turnout.modules.order_notes.types import NewTag, OrderNote, OrderTag, TagsOfOrder

TaggedNote: TypeAlias = tuple[OrderNote, int, dict[str, str]]
Tagged: TypeAlias = tuple[OrderTag, int, dict[str, str]]
blueprint = StrictBlueprint(
    "order-notes",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/orders/<uuid:order_id>",
    description="Notes and tags of the team on an order and its attendees; buyers never see them",
)
tags_blueprint = StrictBlueprint(
    "order-tags",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/order-tags",
    description="An organization's own words for orders and attendees",
)


@blueprint.route("/notes")
class Notes(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listOrderNotes")
    @blueprint.arguments(NoteArguments, location="query")
    @blueprint.response(200, page_of(OrderNote))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], order_id: UUID
    ) -> Page[OrderNote]:
        """List the notes on an order and its attendees, or on one of them, the newest first."""
        return service.list_notes(
            ctx,
            order_id,
            page_request(query["cursor"], query["limit"]),
            attendee_id=query["attendee_id"],
        )

    @requires(policies.WRITE)
    @blueprint.doc(operationId="writeOrderNote")
    @blueprint.arguments(NewNoteSchema)
    @blueprint.response(201, response(OrderNote))
    def post(self, ctx: OrganizationContext, new: dict[str, Any], order_id: UUID) -> TaggedNote:
        """Write a note on an order, or on one of its attendees."""
        return with_etag(service.write_note(ctx, order_id, **new), 201)


@blueprint.route("/notes/<uuid:note_id>")
class OneNote(MethodView):
    @requires(policies.WRITE)
    @blueprint.doc(operationId="editOrderNote")
    @blueprint.arguments(NoteUpdateSchema)
    @blueprint.response(200, response(OrderNote))
    def patch(
        self, ctx: OrganizationContext, said: dict[str, Any], order_id: UUID, note_id: UUID
    ) -> TaggedNote:
        """Change your own note; the audit log keeps the former words. `If-Match` guards it."""
        return with_etag(
            service.edit_note(ctx, order_id, note_id, text=said["text"], version=if_match())
        )

    @requires(policies.WRITE)
    @blueprint.doc(operationId="deleteOrderNote")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, order_id: UUID, note_id: UUID) -> None:
        """Delete your own note, or as a manager anybody's."""
        service.delete_note(ctx, order_id, note_id)


@blueprint.route("/tags")
class TagsOfOneOrder(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getOrderTags")
    @blueprint.response(200, response(TagsOfOrder))
    def get(self, ctx: OrganizationContext, order_id: UUID) -> TagsOfOrder:
        """Show the tags of an order and of its attendees."""
        return service.get_tags(ctx, order_id)

    @requires(policies.WRITE)
    @blueprint.doc(operationId="setOrderTags")
    @blueprint.arguments(TagsSchema)
    @blueprint.response(200, response(TagsOfOrder))
    def put(self, ctx: OrganizationContext, said: dict[str, Any], order_id: UUID) -> TagsOfOrder:
        """Give an order these tags instead of those it has."""
        return service.set_tags(ctx, order_id, said["tag_ids"])


@blueprint.route("/attendees/<uuid:attendee_id>/tags")
class TagsOfOneAttendee(MethodView):
    @requires(policies.WRITE)
    @blueprint.doc(operationId="setAttendeeTags")
    @blueprint.arguments(TagsSchema)
    @blueprint.response(200, response(TagsOfOrder))
    def put(
        self, ctx: OrganizationContext, said: dict[str, Any], order_id: UUID, attendee_id: UUID
    ) -> TagsOfOrder:
        """Give an attendee these tags instead of those they have."""
        return service.set_tags(ctx, order_id, said["tag_ids"], attendee_id=attendee_id)


@tags_blueprint.route("")
class Tags(MethodView):
    @requires(policies.READ)
    @tags_blueprint.doc(operationId="listOrderTags")
    @tags_blueprint.response(200, list_of(OrderTag))
    def get(self, ctx: OrganizationContext) -> dict[str, list[OrderTag]]:
        """List the organization's tags, by name."""
        return {"items": service.list_tags(ctx)}

    @requires(policies.MANAGE_TAGS)
    @tags_blueprint.doc(operationId="createOrderTag")
    @tags_blueprint.arguments(NewTagSchema)
    @tags_blueprint.response(201, response(OrderTag))
    def post(self, ctx: OrganizationContext, new: NewTag) -> Tagged:
        """Create a tag."""
        return with_etag(service.create_tag(ctx, new), 201)


@tags_blueprint.route("/<uuid:tag_id>")
class OneTag(MethodView):
    @requires(policies.MANAGE_TAGS)
    @tags_blueprint.doc(operationId="updateOrderTag")
    @tags_blueprint.arguments(TagUpdateSchema)
    @tags_blueprint.response(200, response(OrderTag))
    def patch(self, ctx: OrganizationContext, said: dict[str, Any], tag_id: UUID) -> Tagged:
        """Rename or recolour a tag, wherever it is. `If-Match` guards it."""
        return with_etag(service.update_tag(ctx, tag_id, said, version=if_match()))

    @requires(policies.MANAGE_TAGS)
    @tags_blueprint.doc(operationId="deleteOrderTag")
    @tags_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, tag_id: UUID) -> None:
        """Delete a tag, and take it from everything that has it."""
        service.delete_tag(ctx, tag_id)


blueprints = (blueprint, tags_blueprint)
