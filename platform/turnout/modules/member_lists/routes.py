"""HTTP of member lists for the team."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.member_lists import policies, service
from turnout.modules.member_lists.schemas import (
    MemberListSchema,
    NumberArguments,
    NumberTableSchema,
)
from turnout.modules.member_lists.types import ImportedNumbers, MemberList, MemberNumber

Tagged: TypeAlias = tuple[MemberList, int, dict[str, str]]
blueprint = StrictBlueprint(
    "member_lists",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/member-lists",
    description="Lists of members' numbers, by which buyers have member prices.",
)


@blueprint.route("")
class MemberLists(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(MemberList))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the organization's member lists by name."""
        return {"items": service.list_lists(ctx)}

    @requires(policies.EDIT)
    @blueprint.arguments(MemberListSchema)
    @blueprint.response(201, response(MemberList))
    def post(self, ctx: OrganizationContext, body: dict[str, Any]) -> Tagged:
        """Create a member list without numbers."""
        return with_etag(service.create_list(ctx, body["name"]), 201)


@blueprint.route("/<uuid:member_list_id>")
class OneMemberList(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(MemberList))
    def get(self, ctx: OrganizationContext, member_list_id: UUID) -> Tagged:
        """Show a member list."""
        return with_etag(service.get_list(ctx, member_list_id))

    @requires(policies.EDIT)
    @blueprint.arguments(MemberListSchema)
    @blueprint.response(200, response(MemberList))
    def patch(self, ctx: OrganizationContext, body: dict[str, Any], member_list_id: UUID) -> Tagged:
        """Rename a member list. `If-Match` guards it."""
        changed = service.rename_list(ctx, member_list_id, body["name"], version=if_match())
        return with_etag(changed)

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, member_list_id: UUID) -> None:
        """Delete a member list that no price rule is for; orders keep their prices."""
        service.delete_list(ctx, member_list_id, version=if_match())


@blueprint.route("/<uuid:member_list_id>/numbers")
class Numbers(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listMemberNumbers")
    @blueprint.arguments(NumberArguments, location="query")
    @blueprint.response(200, page_of(MemberNumber))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], member_list_id: UUID
    ) -> Page[MemberNumber]:
        """List the numbers of a member list, the newest first."""
        request = page_request(query["cursor"], query["limit"])
        return service.list_numbers(ctx, member_list_id, request, text=query["q"])


@blueprint.route("/<uuid:member_list_id>/numbers/import")
class NumberImport(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="importMemberNumbers")
    @blueprint.arguments(NumberTableSchema)
    @blueprint.response(200, response(ImportedNumbers))
    def post(
        self, ctx: OrganizationContext, body: dict[str, Any], member_list_id: UUID
    ) -> ImportedNumbers:
        """Add the numbers of a table, or change those that are there: all of them or none."""
        return service.import_numbers(ctx, member_list_id, body["table"])


@blueprint.route("/<uuid:member_list_id>/numbers/<uuid:member_number_id>")
class OneNumber(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="deleteMemberNumber")
    @blueprint.response(204)
    def delete(
        self, ctx: OrganizationContext, member_list_id: UUID, member_number_id: UUID
    ) -> None:
        """Delete a number; orders that were placed by it keep their price."""
        service.delete_number(ctx, member_list_id, member_number_id)


blueprints = (blueprint,)
