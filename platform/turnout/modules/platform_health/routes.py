"""HTTP of platform health: how everything is now, in one answer."""

from flask.views import MethodView

from turnout.kernel.context import OperatorContext
from turnout.kernel.http.access import operates
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.platform_health import policies, service
from turnout.modules.platform_health.types import PlatformHealth

blueprint = StrictBlueprint(
    "platform-health",
    __name__,
    url_prefix="/api/v1/platform/health",
    description="How queues, database, caches, adapters and roles are doing",
)


@blueprint.route("")
class Health(MethodView):
    @operates(policies.READ)
    @blueprint.doc(operationId="getPlatformHealth")
    @blueprint.response(200, response(PlatformHealth))
    def get(self, ctx: OperatorContext) -> PlatformHealth:
        """Show how every part of the platform is now; queues, roles and adapters the worst first.

        What one process cannot know, such as its neighbours' pools, is in the metrics.
        """
        return service.get_health(ctx)


blueprints = (blueprint,)
