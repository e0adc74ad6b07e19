"""HTTP of challenges: ask for one; its answer goes with the request that needs it."""

from urllib.parse import urlsplit
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import PublicContext
from turnout.kernel.http.access import public
from turnout.kernel.http.answers import response
from turnout.kernel.http.application import remote_address
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.own_hosts import own_origin
from turnout.kernel.http.secret_tries import network
from turnout.modules.challenges import service, tokens
from turnout.modules.challenges.schemas import NewChallengeAnswerSchema, NewChallengeSchema
from turnout.modules.challenges.types import (
    Challenge,
    ChallengeAnswer,
    NewChallenge,
    NewChallengeAnswer,
)

blueprint = StrictBlueprint(
    "challenges",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="What tells a person from a thousand programs: a proof of work, or a token.",
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


@blueprint.route("/challenge-answers")
class ChallengeAnswers(MethodView):
    @public("whoever was asked for a token may have it judged", limited="purchase")
    @blueprint.doc(operationId="createChallengeAnswer")
    @blueprint.arguments(NewChallengeAnswerSchema)
    @blueprint.response(201, response(ChallengeAnswer))
    def post(self, ctx: PublicContext, new: NewChallengeAnswer, event_id: UUID) -> ChallengeAnswer:
        """Have a token of the organization's challenge service judged; it counts once.

        Where the service does not answer, the answer is a proof of work to solve instead.
        """
        return tokens.create_answer(
            ctx,
            event_id,
            new,
            hostname=urlsplit(own_origin()).hostname or "",
            network=network(),
            remote_address=remote_address(),
        )


blueprints = (blueprint,)
