"""HTTP of chat messages: a test of a channel."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.chat_messages import service
from turnout.modules.chat_messages.types import ChannelTestResult
from turnout.modules.connections import api as connections

blueprint = StrictBlueprint(
    "chat_messages",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/connections/<uuid:connection_id>",
    description="Notices of a team in its chat channels.",
)


@blueprint.route("/test-message")
class ChannelTest(MethodView):
    @requires(connections.EDIT)
    @blueprint.doc(operationId="sendTestMessage")
    @blueprint.response(200, response(ChannelTestResult))
    def post(self, ctx: OrganizationContext, connection_id: UUID) -> ChannelTestResult:
        """Show a test message in a channel now, and say whether the channel took it."""
        return service.send_test(ctx, connection_id)


blueprints = (blueprint,)
