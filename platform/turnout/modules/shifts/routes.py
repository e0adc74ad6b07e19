"""HTTP of shifts: gates and shifts of an event, who is in them, and one's own."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.ical import CALENDAR_FILE, calendar
from turnout.modules.shifts import policies, service
from turnout.modules.shifts.schemas import (
    NewGateSchema,
    NewShiftSchema,
    PeopleSchema,
    ShiftUpdateSchema,
)
from turnout.modules.shifts.types import Gate, MyShift, NewShift, Shift

blueprint = StrictBlueprint(
    "shifts",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Teams on site: who works when, and at which gate",
)
EVENT = "/events/<uuid:event_id>"


@blueprint.route(f"{EVENT}/gates")
class Gates(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(Gate))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the gates of an event, by name."""
        return {"items": service.list_gates(ctx, event_id)}

    @requires(policies.MANAGE)
    @blueprint.arguments(NewGateSchema)
    @blueprint.response(201, response(Gate))
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Gate:
        """Name a place where people are let in."""
        return service.create_gate(ctx, event_id, new["name"])


@blueprint.route(f"{EVENT}/gates/<uuid:gate_id>")
class OneGate(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, gate_id: UUID) -> None:
        """Delete a gate where no shift takes place."""
        service.delete_gate(ctx, event_id, gate_id)


@blueprint.route(f"{EVENT}/shifts")
class Shifts(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(Shift))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the shifts of an event in the order of time, with who is in them."""
        return {"items": service.list_shifts(ctx, event_id)}

    @requires(policies.MANAGE)
    @blueprint.arguments(NewShiftSchema)
    @blueprint.response(201, response(Shift))
    def post(self, ctx: OrganizationContext, new: NewShift, event_id: UUID) -> Shift:
        """Plan a shift."""
        return service.create_shift(ctx, event_id, new)


@blueprint.route(f"{EVENT}/shifts/<uuid:shift_id>")
class OneShift(MethodView):
    @requires(policies.MANAGE)
    @blueprint.arguments(ShiftUpdateSchema)
    @blueprint.response(200, response(Shift))
    def patch(
        self, ctx: OrganizationContext, said: dict[str, Any], event_id: UUID, shift_id: UUID
    ) -> Any:
        """Change a shift; its people stay."""
        return with_etag(service.update_shift(ctx, event_id, shift_id, said, version=if_match()))

    @requires(policies.MANAGE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, shift_id: UUID) -> None:
        """Delete a shift."""
        service.delete_shift(ctx, event_id, shift_id)


@blueprint.route(f"{EVENT}/shifts/<uuid:shift_id>/people")
class PeopleOfShift(MethodView):
    @requires(policies.MANAGE)
    @blueprint.arguments(PeopleSchema)
    @blueprint.response(200, response(Shift))
    def put(
        self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID, shift_id: UUID
    ) -> Shift:
        """Say who is in a shift; the answer flags what overlaps."""
        return service.assign_people(ctx, event_id, shift_id, asked["member_ids"])


@blueprint.route("/my-shifts")
class MyShifts(MethodView):
    @requires(policies.READ, is_personal=True)
    @blueprint.doc(operationId="listMyShifts")
    @blueprint.response(200, list_of(MyShift))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List your own shifts at events of this organization, the next one first."""
        return {"items": service.list_my_shifts(ctx)}


@blueprint.route("/my-shifts/calendar")
class MyShiftsCalendar(MethodView):
    @requires(policies.READ, is_personal=True)
    @blueprint.doc(operationId="downloadMyShifts", **CALENDAR_FILE)
    def get(self, ctx: OrganizationContext) -> Response:
        """Download your own shifts as a calendar file."""
        return calendar(service.my_calendar(ctx))


blueprints = (blueprint,)
