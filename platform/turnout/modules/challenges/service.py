"""Use cases of challenges: ask for one, show what it needs, and judge an answer."""

from datetime import UTC, datetime
from uuid import UUID

import structlog

from turnout.kernel import clock, runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.errors import Forbidden, TurnoutError
from turnout.kernel.security.crypto import Lapsed, NotGenuine
from turnout.modules.challenges import answers, gateways, rules
from turnout.modules.challenges.metrics import ANSWERED
from turnout.modules.challenges.signed_challenges import BY_TOKEN, PURPOSE, SHAPE, issue
from turnout.modules.challenges.types import Challenge, ChallengeAction, ChallengeWidget
from turnout_sdk.errors import AdapterError

log = structlog.get_logger(__name__)


def ask(ctx: PublicContext, event_id: UUID, action: ChallengeAction, *, network: str) -> Challenge:
    """A new challenge for whoever asks, of the organization's service if it has one."""
    if not isinstance(ctx, PublicContext):
        raise Forbidden
    by_service = gateways.find_service(ctx) is not None
    return issue(ctx.organization_id, event_id, action, network=network, by_service=by_service)


def find_widget(ctx: PublicContext) -> ChallengeWidget | None:
    """The widget of an organization's challenge service; None where a proof of work is asked."""
    service = gateways.find_service(ctx)
    if service is None:
        return None
    try:
        return gateways.widget_of(ctx, service)
    except (AdapterError, TurnoutError) as error:
        log.warning("a challenge service cannot be shown", error=type(error).__name__)
        return None


def is_solved(organization_id: UUID, event_id: UUID, action: ChallengeAction, answer: str) -> bool:
    """Whether a text answers a challenge of ours for this, for the first time; uses it up."""
    if not answer:
        return False
    outcome = _judge(organization_id, event_id, action, answer)
    ANSWERED.add(outcome=outcome)
    return outcome == "solved"


def _judge(organization_id: UUID, event_id: UUID, action: ChallengeAction, answer: str) -> str:
    is_ours = rules.is_signed(answer)
    challenge = answer if is_ours else rules.challenge_of(answer)
    if challenge is None:
        return "wrong"
    try:
        raw = runtime.current().keys.unsign(
            BY_TOKEN if is_ours else PURPOSE, challenge, now=clock.now()
        )
    except Lapsed:
        return "lapsed"
    except NotGenuine:
        return "wrong"
    organization, event, bits, until, _, wanted = SHAPE.unpack(raw)
    is_for_this = (organization, event, wanted.rstrip(b"\0")) == (
        organization_id.bytes,
        event_id.bytes,
        action.value.encode(),
    )
    if not is_for_this or not (is_ours or rules.is_worked(answer, bits)):
        return "wrong"
    moment = datetime.fromtimestamp(until, UTC)
    return "solved" if answers.use(organization_id, challenge, until=moment) else "used"
