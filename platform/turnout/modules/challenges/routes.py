"""HTTP of challenges: ask for one; its answer goes with the request that needs it."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import PublicContext
from turnout.kernel.http.access import public
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.secret_tries import network
from turnout.modules.challenges import service
from turnout.modules.challenges.schemas import NewChallengeSchema
from turnout.modules.challenges.types import Challenge, NewChallenge

blueprint = StrictBlueprint(
    "challenges",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="A proof of work: what tells a browser of a person from a thousand programs.",
)


@blueprint.route("/challenges")
class Challenges(MethodView):
    @public("anybody may be asked to prove an effort", limited="purchase")
    @blueprint.doc(operationId="createChallenge")
    @blueprint.arguments(NewChallengeSchema)
    @blueprint.response(201, response(Challenge))
    def post(self, ctx: PublicContext, new: NewChallenge, event_id: UUID) -> Challenge:
        """Ask for a challenge; send its answer as `Turnout-Challenge` with what it is for."""
        return service.ask(ctx, event_id, new.action, network=network())


blueprints = (blueprint,)
