"""HTTP of retention: for how long personal data is kept, and what went."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import NotFound
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.retention import policies, service
from turnout.modules.retention.schemas import (
    NewRetentionPolicySchema,
    RetentionPreviewArguments,
)
from turnout.modules.retention.types import (
    RetentionKind,
    RetentionPolicy,
    RetentionPreview,
    RetentionRun,
)

blueprint = StrictBlueprint(
    "retention",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="How long personal data is kept after events",
)


@blueprint.route("/retention-policies")
class RetentionPolicies(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(RetentionPolicy))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List for how long each kind of personal data is kept, also where nothing is set."""
        return {"items": service.list_policies(ctx)}


@blueprint.route("/retention-policies/<kind>")
class OneRetentionPolicy(MethodView):
    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="putRetentionPolicy")
    @blueprint.arguments(NewRetentionPolicySchema)
    @blueprint.response(200, response(RetentionPolicy))
    def put(self, ctx: OrganizationContext, new: dict[str, Any], kind: str) -> Any:
        """Keep `people` or `answers` for so many months after an event ends, and no longer.

        A first or a shorter time counts after seven days. Ask for the preview before.
        """
        return with_etag(service.put_policy(ctx, _kind(kind), **new, version=if_match()))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="deleteRetentionPolicy")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, kind: str) -> None:
        """Keep this kind without an end again; what went does not come back."""
        service.delete_policy(ctx, _kind(kind), version=if_match())


@blueprint.route("/retention-policies/<kind>/preview")
class OneRetentionPreview(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="previewRetentionPolicy")
    @blueprint.arguments(RetentionPreviewArguments, location="query")
    @blueprint.response(200, response(RetentionPreview))
    def get(self, ctx: OrganizationContext, query: dict[str, Any], kind: str) -> RetentionPreview:
        """Show which events and how many orders would lose it if it counted now."""
        return service.preview(ctx, _kind(kind), **query)


@blueprint.route("/retention-runs")
class RetentionRuns(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(RetentionRun))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[RetentionRun]:
        """List what went of which event, in numbers, the latest first."""
        return service.list_runs(ctx, page_request(query["cursor"], query["limit"]))


def _kind(text: str) -> RetentionKind:
    if text not in list(RetentionKind):
        raise NotFound
    return RetentionKind(text)


blueprints = (blueprint,)
