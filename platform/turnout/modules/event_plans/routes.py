"""HTTP of event plans: the whole plan, its tasks, suppliers and run of show."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_answer, file_document, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.event_plans import policies, service
from turnout.modules.event_plans.schemas import (
    CueUpdateSchema,
    NewCueSchema,
    NewSupplierSchema,
    NewTaskSchema,
    PrintArguments,
    SupplierUpdateSchema,
    TaskUpdateSchema,
)
from turnout.modules.event_plans.types import (
    Cue,
    EventPlan,
    NewCue,
    NewSupplier,
    NewTask,
    Supplier,
    Task,
)

blueprint = StrictBlueprint(
    "event-plans",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/plan",
    description="What is to do before an event, who supplies what, and the run of show",
)


@blueprint.route("")
class Plan(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getEventPlan")
    @blueprint.response(200, response(EventPlan))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> EventPlan:
        """Show the plan of an event."""
        return service.get_plan(ctx, event_id)


@blueprint.route("/print.pdf")
class PlanPdf(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="printEventPlan", **file_document("application/pdf", "The plan."))
    @blueprint.arguments(PrintArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Response:
        """Print the plan: run of show by day, tasks with boxes to tick, suppliers to call."""
        file = service.print_plan(ctx, event_id, language=asked["language"])
        return file_answer(file.content, f"{file.name}.pdf", media_type="application/pdf")


@blueprint.route("/tasks")
class Tasks(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="createPlanTask")
    @blueprint.arguments(NewTaskSchema)
    @blueprint.response(201, response(Task))
    def post(self, ctx: OrganizationContext, new: NewTask, event_id: UUID) -> Task:
        """Add something to do."""
        return service.create_task(ctx, event_id, new)


@blueprint.route("/tasks/<uuid:task_id>")
class OneTask(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="updatePlanTask")
    @blueprint.arguments(TaskUpdateSchema)
    @blueprint.response(200, response(Task))
    def patch(
        self, ctx: OrganizationContext, said: dict[str, Any], event_id: UUID, task_id: UUID
    ) -> Any:
        """Change a task, or say how far it is."""
        return with_etag(service.update_task(ctx, event_id, task_id, said, version=if_match()))

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="deletePlanTask")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, task_id: UUID) -> None:
        """Delete a task."""
        service.delete_task(ctx, event_id, task_id)


@blueprint.route("/suppliers")
class Suppliers(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="createPlanSupplier")
    @blueprint.arguments(NewSupplierSchema)
    @blueprint.response(201, response(Supplier))
    def post(self, ctx: OrganizationContext, new: NewSupplier, event_id: UUID) -> Supplier:
        """Add who brings something."""
        return service.create_supplier(ctx, event_id, new)


@blueprint.route("/suppliers/<uuid:supplier_id>")
class OneSupplier(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="updatePlanSupplier")
    @blueprint.arguments(SupplierUpdateSchema)
    @blueprint.response(200, response(Supplier))
    def patch(
        self, ctx: OrganizationContext, said: dict[str, Any], event_id: UUID, supplier_id: UUID
    ) -> Any:
        """Change a supplier."""
        changed = service.update_supplier(ctx, event_id, supplier_id, said, version=if_match())
        return with_etag(changed)

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="deletePlanSupplier")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, supplier_id: UUID) -> None:
        """Delete a supplier."""
        service.delete_supplier(ctx, event_id, supplier_id)


@blueprint.route("/run-of-show")
class RunOfShow(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="createPlanCue")
    @blueprint.arguments(NewCueSchema)
    @blueprint.response(201, response(Cue))
    def post(self, ctx: OrganizationContext, new: NewCue, event_id: UUID) -> Cue:
        """Add a line to the run of show."""
        return service.create_cue(ctx, event_id, new)


@blueprint.route("/run-of-show/<uuid:cue_id>")
class OneCue(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="updatePlanCue")
    @blueprint.arguments(CueUpdateSchema)
    @blueprint.response(200, response(Cue))
    def patch(
        self, ctx: OrganizationContext, said: dict[str, Any], event_id: UUID, cue_id: UUID
    ) -> Any:
        """Change a line of the run of show."""
        return with_etag(service.update_cue(ctx, event_id, cue_id, said, version=if_match()))

    @requires(policies.MANAGE)
    @blueprint.doc(operationId="deletePlanCue")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, cue_id: UUID) -> None:
        """Delete a line of the run of show."""
        service.delete_cue(ctx, event_id, cue_id)


blueprints = (blueprint,)
