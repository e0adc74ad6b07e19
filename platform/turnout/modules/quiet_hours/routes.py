"""HTTP of quiet hours: a person's own."""

from flask.views import MethodView

from turnout.kernel.context import PersonContext
from turnout.kernel.http.access import personal
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.quiet_hours import service
from turnout.modules.quiet_hours.schemas import QuietHoursUpdateSchema
from turnout.modules.quiet_hours.types import QuietHours

blueprint = StrictBlueprint(
    "quiet-hours",
    __name__,
    url_prefix="/api/v1/me/quiet-hours",
    description="When you get no text messages that can wait",
)


@blueprint.route("")
class MyQuietHours(MethodView):
    @personal()
    @blueprint.doc(operationId="getQuietHours")
    @blueprint.response(200, response(QuietHours))
    def get(self, ctx: PersonContext) -> QuietHours:
        """Show your quiet hours, by the clocks of your account's time zone."""
        return service.get_quiet_hours(ctx)

    @personal()
    @blueprint.doc(operationId="setQuietHours")
    @blueprint.arguments(QuietHoursUpdateSchema)
    @blueprint.response(200, response(QuietHours))
    def put(self, ctx: PersonContext, hours: QuietHours) -> QuietHours:
        """Choose other quiet hours, or switch them off.

        Text messages that can wait are sent once the hours are over, unless the event begins
        before.
        """
        return service.set_quiet_hours(ctx, hours)


blueprints = (blueprint,)
