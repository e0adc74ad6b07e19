"""HTTP of audit streams: an organization's, and the platform's."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.http.access import operates, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.audit_streams import policies, service
from turnout.modules.audit_streams.schemas import AuditStreamUpdateSchema, NewAuditStreamSchema
from turnout.modules.audit_streams.types import (
    AuditStream,
    AuditStreamUpdate,
    CreatedAuditStream,
    NewAuditStream,
)

blueprint = StrictBlueprint(
    "audit-streams",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/audit-streams",
    description="The audit log and security events, sent on to a log server",
)


@blueprint.route("")
class AuditStreams(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, list_of(AuditStream))
    def get(self, ctx: OrganizationContext) -> dict[str, Any]:
        """List the streams and how each is doing."""
        return {"items": service.list_streams(ctx)}

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(NewAuditStreamSchema)
    @blueprint.response(201, response(CreatedAuditStream))
    def post(self, ctx: OrganizationContext, new: NewAuditStream) -> CreatedAuditStream:
        """Begin to stream. A webhook's signing secret is shown this once."""
        return service.create_stream(ctx, new)


@blueprint.route("/<uuid:audit_stream_id>")
class OneAuditStream(MethodView):
    @requires(policies.MANAGE)
    @blueprint.response(200, response(AuditStream))
    def get(self, ctx: OrganizationContext, audit_stream_id: UUID) -> Any:
        """Show a stream and how it is doing; its `ETag` is the version for `If-Match`."""
        return with_etag(service.get_stream(ctx, audit_stream_id))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.arguments(AuditStreamUpdateSchema)
    @blueprint.response(200, response(AuditStream))
    def patch(
        self, ctx: OrganizationContext, changes: AuditStreamUpdate, audit_stream_id: UUID
    ) -> Any:
        """Rename a stream, pause it, or let it go on where it was."""
        return with_etag(service.update_stream(ctx, audit_stream_id, changes, version=if_match()))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, audit_stream_id: UUID) -> None:
        """Stop a stream for good."""
        service.delete_stream(ctx, audit_stream_id)


platform_blueprint = StrictBlueprint(
    "platform-audit-streams",
    __name__,
    url_prefix="/api/v1/platform/audit-streams",
    description="The platform's own log, sent on to a log server",
)


@platform_blueprint.route("")
class PlatformAuditStreams(MethodView):
    @operates(policies.MANAGE_PLATFORM, is_personal=True)
    @platform_blueprint.doc(operationId="listPlatformAuditStreams")
    @platform_blueprint.response(200, list_of(AuditStream))
    def get(self, ctx: OperatorContext) -> dict[str, Any]:
        """List the platform's streams and how each is doing."""
        return {"items": service.list_streams(ctx)}

    @operates(policies.MANAGE_PLATFORM, confirmed=True, is_personal=True)
    @platform_blueprint.doc(operationId="createPlatformAuditStream")
    @platform_blueprint.arguments(NewAuditStreamSchema)
    @platform_blueprint.response(201, response(CreatedAuditStream))
    def post(self, ctx: OperatorContext, new: NewAuditStream) -> CreatedAuditStream:
        """Begin to stream the platform's log."""
        return service.create_stream(ctx, new)


@platform_blueprint.route("/<uuid:audit_stream_id>")
class OnePlatformAuditStream(MethodView):
    @operates(policies.MANAGE_PLATFORM, confirmed=True, is_personal=True)
    @platform_blueprint.doc(operationId="updatePlatformAuditStream")
    @platform_blueprint.arguments(AuditStreamUpdateSchema)
    @platform_blueprint.response(200, response(AuditStream))
    def patch(self, ctx: OperatorContext, changes: AuditStreamUpdate, audit_stream_id: UUID) -> Any:
        """Rename a stream, pause it, or let it go on where it was."""
        return with_etag(service.update_stream(ctx, audit_stream_id, changes, version=if_match()))

    @operates(policies.MANAGE_PLATFORM, confirmed=True, is_personal=True)
    @platform_blueprint.doc(operationId="deletePlatformAuditStream")
    @platform_blueprint.response(204)
    def delete(self, ctx: OperatorContext, audit_stream_id: UUID) -> None:
        """Stop a stream for good."""
        service.delete_stream(ctx, audit_stream_id)


blueprints = (blueprint, platform_blueprint)
