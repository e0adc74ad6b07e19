"""HTTP of user_merges: for operators of the platform."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OperatorContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import operates
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.user_merges import policies, service
from turnout.modules.user_merges.schemas import NewUserMergeSchema
from turnout.modules.user_merges.types import NewUserMerge, UserMerge

blueprint = StrictBlueprint(
    "user_merges",
    __name__,
    url_prefix="/api/v1/platform/user-merges",
    description="Two accounts of one person made one; for operators of the platform",
)


@blueprint.route("")
class UserMerges(MethodView):
    @operates(policies.MERGE, is_personal=True)
    @blueprint.doc(operationId="listUserMerges")
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(UserMerge))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[UserMerge]:
        """List every merge, oldest first."""
        return service.list_merges(ctx, page_request(asked["cursor"], asked["limit"]))

    @operates(policies.MERGE, confirmed=True, is_personal=True)
    @blueprint.doc(operationId="mergeUsers")
    @blueprint.arguments(NewUserMergeSchema)
    @blueprint.response(201, response(UserMerge))
    def post(self, ctx: OperatorContext, new: NewUserMerge) -> UserMerge:
        """Give everything of one account to another and close it; it cannot be taken back.

        Memberships, orders, tickets and API tokens move. Passwords, passkeys and authenticators of
        the account that is given up end. A worker does it within minutes: `done_at` says when.
        """
        return service.merge_users(ctx, new)


@blueprint.route("/<uuid:user_merge_id>")
class OneUserMerge(MethodView):
    @operates(policies.MERGE, is_personal=True)
    @blueprint.doc(operationId="getUserMerge")
    @blueprint.response(200, response(UserMerge))
    def get(self, ctx: OperatorContext, user_merge_id: UUID) -> UserMerge:
        """Show a merge with what was done so far."""
        return service.get_merge(ctx, user_merge_id)


blueprints = (blueprint,)
