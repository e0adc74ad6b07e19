"""HTTP of an organization's security events."""

from typing import Any

from flask.views import MethodView

from turnout.kernel.context import OperatorContext, OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import operates, requires
from turnout.kernel.http.answers import page_of
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.security_events import policies, service
from turnout.modules.security_events.schemas import SearchArguments
from turnout.modules.security_events.types import SecurityEvent

blueprint = StrictBlueprint(
    "security-events",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/security-events",
    description="Refused sign-ins, tokens and webhooks, exports, and what operators did",
)


@blueprint.route("")
class SecurityEvents(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listSecurityEvents")
    @blueprint.arguments(SearchArguments, location="query")
    @blueprint.response(200, page_of(SecurityEvent))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[SecurityEvent]:
        """Search the security events, the newest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return service.list_events(ctx, asked["wanted"], request)


platform_blueprint = StrictBlueprint(
    "platform-security-events",
    __name__,
    url_prefix="/api/v1/platform/security-events",
    description="Security events that belong to no organization, for the platform's operators",
)


@platform_blueprint.route("")
class PlatformSecurityEvents(MethodView):
    @operates(policies.READ_PLATFORM)
    @platform_blueprint.doc(operationId="listPlatformSecurityEvents")
    @platform_blueprint.arguments(SearchArguments, location="query")
    @platform_blueprint.response(200, page_of(SecurityEvent))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[SecurityEvent]:
        """Search the platform's own security events and operators' acts, the newest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return service.list_platform_events(ctx, asked["wanted"], request)


blueprints = (blueprint, platform_blueprint)
