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
    FIELD_KINDS,
    WHOLE_KINDS,
    RetentionField,
    RetentionKind,
    RetentionPolicy,
    RetentionPreview,
    RetentionRun,
    RetentionTarget,
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
        """List for how long each kind of personal data is kept, also where nothing is set.

        After the whole kinds come the single fields that have a time of their own.
        """
        return {"items": service.list_policies(ctx)}


@blueprint.route("/retention-fields")
class RetentionFields(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(RetentionField))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the single fields that can have a time of their own, and what questions ask."""
        return {"items": service.list_fields(ctx)}


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
        return with_etag(service.put_policy(ctx, _whole(kind), **new, version=if_match()))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="deleteRetentionPolicy")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, kind: str) -> None:
        """Keep this kind without an end again; what went does not come back."""
        service.delete_policy(ctx, _whole(kind), version=if_match())


@blueprint.route("/retention-policies/<kind>/preview")
class OneRetentionPreview(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="previewRetentionPolicy")
    @blueprint.arguments(RetentionPreviewArguments, location="query")
    @blueprint.response(200, response(RetentionPreview))
    def get(self, ctx: OrganizationContext, query: dict[str, Any], kind: str) -> RetentionPreview:
        """Show which events and how many orders would lose it if it counted now."""
        return service.preview(ctx, _whole(kind), **query)


@blueprint.route("/retention-policies/<kind>/fields/<field>")
class OneFieldRetentionPolicy(MethodView):
    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="putFieldRetentionPolicy")
    @blueprint.arguments(NewRetentionPolicySchema)
    @blueprint.response(200, response(RetentionPolicy))
    def put(self, ctx: OrganizationContext, new: dict[str, Any], kind: str, field: str) -> Any:
        """Keep a single field for so many months after an event ends, and no longer.

        `question` with the key of a question, `answer-type` with a type of answers, or `records`
        with a sort of rows, as `…/retention-fields` lists them.
        """
        return with_etag(service.put_policy(ctx, _single(kind, field), **new, version=if_match()))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="deleteFieldRetentionPolicy")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, kind: str, field: str) -> None:
        """Keep this field as long as everything else again; what went does not come back."""
        service.delete_policy(ctx, _single(kind, field), version=if_match())


@blueprint.route("/retention-policies/<kind>/fields/<field>/preview")
class OneFieldRetentionPreview(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="previewFieldRetentionPolicy")
    @blueprint.arguments(RetentionPreviewArguments, location="query")
    @blueprint.response(200, response(RetentionPreview))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], kind: str, field: str
    ) -> RetentionPreview:
        """Show how many values of the field would go of which events if it counted now."""
        return service.preview(ctx, _single(kind, field), **query)


@blueprint.route("/retention-runs")
class RetentionRuns(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(RetentionRun))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[RetentionRun]:
        """List what went of which event, in numbers, the latest first."""
        return service.list_runs(ctx, page_request(query["cursor"], query["limit"]))


def _whole(kind: str) -> RetentionTarget:
    if kind not in list(WHOLE_KINDS):
        raise NotFound
    return RetentionTarget(RetentionKind(kind))


def _single(kind: str, field: str) -> RetentionTarget:
    if kind not in list(FIELD_KINDS):
        raise NotFound
    return RetentionTarget(RetentionKind(kind), field)


blueprints = (blueprint,)
