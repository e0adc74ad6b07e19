"""HTTP of check-in."""

from typing import Any
from uuid import UUID

import msgspec
from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.checkin import policies, service
from turnout.modules.checkin.schemas import (
    CheckinListSchema,
    CheckinListsSchema,
    FiguresSchema,
    NewListFields,
    ScanFields,
    ScanShape,
    UndoFields,
    VerdictSchema,
)
from turnout.modules.checkin.types import CheckinList, Scan, Verdict

SHOWN = tuple(name for name in VerdictSchema().fields if name != "verdict")

blueprint = StrictBlueprint(
    "checkin",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="The door.",
)


@blueprint.route("/checkins")
class Checkins(MethodView):
    @requires(policies.SCAN, limited="scan")
    @blueprint.arguments(ScanFields)
    @blueprint.response(200, VerdictSchema)
    def post(self, ctx: OrganizationContext, sent: ScanShape, event_id: UUID) -> Response:
        """Let the holder of a code in, once, or say why not."""
        scan = Scan(
            code=sent.code,
            list_id=sent.list_id,
            gate=sent.gate,
            device=sent.device,
            scan_id=sent.scan_id,
        )
        return _told(service.scan(ctx, event_id, scan))


@blueprint.route("/checkins/counts")
class Counts(MethodView):
    @requires(policies.SCAN)
    @blueprint.response(200, FiguresSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """Count who came in, by list, ticket type and gate."""
        return _shown(service.count_inside(ctx, event_id))


@blueprint.route("/checkins/<uuid:admission_id>/undo")
class Undo(MethodView):
    @requires(policies.UNDO)
    @blueprint.arguments(UndoFields)
    @blueprint.response(204)
    def post(
        self, ctx: OrganizationContext, sent: dict[str, str], event_id: UUID, admission_id: UUID
    ) -> None:
        """Take a check-in back; the ticket admits again."""
        service.undo_admission(ctx, event_id, admission_id, reason=sent["reason"])


@blueprint.route("/checkin-lists")
class Lists(MethodView):
    @requires(policies.SCAN)
    @blueprint.response(200, CheckinListsSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the check-in lists of an event, the default one first."""
        return {"items": service.list_lists(ctx, event_id)}

    @requires(policies.MANAGE)
    @blueprint.arguments(NewListFields)
    @blueprint.response(201, CheckinListSchema)
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> CheckinList:
        """Set up a list for a gate, a day, some ticket types, or a session with registration."""
        return service.create_list(ctx, event_id, service.NewList(**new))


def _told(verdict: Verdict) -> Response:
    """A verdict as JSON, encoded in one step; `VerdictSchema` documents the same shape."""
    shown = {"verdict": verdict.verdict}
    for name in SHOWN:
        shown[name] = getattr(verdict, name)
    return Response(msgspec.json.encode(shown), 200, content_type="application/json")


def _shown(figures: service.Attendance) -> dict[str, Any]:
    parts = {each.id: [c for c in figures.counts if c.list_id == each.id] for each in figures.lists}
    return {
        "lists": [
            {
                "list_id": each.id,
                "name": each.name,
                "session_id": each.session_id,
                "registered": figures.registered.get(each.session_id, 0)
                if each.session_id
                else None,
                "entries": sum(part.entries for part in parts[each.id]),
                "parts": parts[each.id],
            }
            for each in figures.lists
        ],
        "valid": [
            {"ticket_type_id": ticket_type_id, "tickets": count}
            for ticket_type_id, count in figures.valid.items()
        ],
    }


blueprints = (blueprint,)
