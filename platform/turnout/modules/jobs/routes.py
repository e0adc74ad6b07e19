"""HTTP of jobs: what runs, how far it is, what came of each item."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.jobs import policies, service
from turnout.modules.jobs.schemas import ItemArguments, JobArguments
from turnout.modules.jobs.types import Job, JobItem

blueprint = StrictBlueprint(
    "jobs",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/jobs",
    description="Long work on many things, with its progress and what came of each",
)


@blueprint.route("")
class Jobs(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listJobs")
    @blueprint.arguments(JobArguments, location="query")
    @blueprint.response(200, page_of(Job))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[Job]:
        """List your jobs, or as a manager all of them, the newest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return service.list_jobs(ctx, request, state=asked["state"])


@blueprint.route("/<uuid:job_id>")
class OneJob(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getJob")
    @blueprint.response(200, response(Job))
    def get(self, ctx: OrganizationContext, job_id: UUID) -> Job:
        """Show how far a job is."""
        return service.get_job(ctx, job_id)


@blueprint.route("/<uuid:job_id>/items")
class JobItems(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listJobItems")
    @blueprint.arguments(ItemArguments, location="query")
    @blueprint.response(200, page_of(JobItem))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], job_id: UUID) -> Page[JobItem]:
        """List what came of each thing of a job."""
        request = page_request(asked["cursor"], asked["limit"])
        return service.list_items(ctx, job_id, request, state=asked["state"])


@blueprint.route("/<uuid:job_id>/cancel")
class CancelJob(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="cancelJob")
    @blueprint.response(200, response(Job))
    def post(self, ctx: OrganizationContext, job_id: UUID) -> Job:
        """Do nothing further; what was done stays done."""
        return service.cancel_job(ctx, job_id)


blueprints = (blueprint,)
