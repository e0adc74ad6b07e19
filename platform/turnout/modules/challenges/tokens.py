"""Tokens of challenge services: each is judged once, outside any transaction, for one challenge.

While the service does not answer, or its connection cannot work, a proof of work is asked for in
its place. Nobody is let through unasked, and no token that a visitor makes up leads there.
"""

from contextlib import suppress
from uuid import UUID

import structlog

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import Busy
from turnout.kernel.context import PublicContext
from turnout.kernel.errors import FieldError, Forbidden, Invalid, TurnoutError, Unavailable
from turnout.kernel.security.crypto import NotGenuine
from turnout.modules.challenges import answers, gateways, rules
from turnout.modules.challenges.metrics import JUDGED
from turnout.modules.challenges.signed_challenges import (
    BY_TOKEN,
    OF_SERVICE,
    SHAPE,
    issue,
    sign,
)
from turnout.modules.challenges.types import (
    ChallengeAction,
    ChallengeAnswer,
    NewChallengeAnswer,
)
from turnout.modules.connections.api import ChallengeConnection
from turnout_sdk.errors import AdapterError, Declined

log = structlog.get_logger(__name__)


def create_answer(
    ctx: PublicContext,
    event_id: UUID,
    new: NewChallengeAnswer,
    *,
    hostname: str,
    network: str,
    remote_address: str,
) -> ChallengeAnswer:
    """Have a token judged: an answer for `Turnout-Challenge`, or Invalid naming the field.

    A proof of work instead where the service cannot be asked; Unavailable while it is asked about
    too many at once.
    """
    if not isinstance(ctx, PublicContext):
        raise Forbidden
    action = _action_of(ctx.organization_id, event_id, new.challenge)
    service = gateways.find_service(ctx)
    is_person = None
    if service is not None:
        is_person = _is_person(
            ctx, service, new, hostname=hostname, action=action, remote_address=remote_address
        )
    if is_person is None:
        JUDGED.add(outcome="unreachable")
        instead = issue(ctx.organization_id, event_id, action, network=network)
        return ChallengeAnswer(answer=None, challenge=instead)
    if not is_person or not _use(ctx.organization_id, new):
        says = "The service does not take this for a person, or the token was used. Try again."
        raise Invalid(FieldError("/token", says, code="not-accepted"))
    JUDGED.add(outcome="person")
    signed, _ = sign(BY_TOKEN, ctx.organization_id, event_id, action)
    return ChallengeAnswer(answer=signed, challenge=None)


def _action_of(organization_id: UUID, event_id: UUID, challenge: str) -> ChallengeAction:
    """What a challenge of ours is for; Invalid for one of elsewhere, or that is over."""
    with suppress(NotGenuine):
        raw = runtime.current().keys.unsign(OF_SERVICE, challenge, now=clock.now())
        organization, event, *_, wanted = SHAPE.unpack(raw)
        if (organization, event) == (organization_id.bytes, event_id.bytes):
            return ChallengeAction(wanted.rstrip(b"\0").decode())
    says = "This challenge is over, or is not for this. Ask for another one."
    raise Invalid(FieldError("/challenge", says, code="lapsed"))


def _is_person(
    ctx: PublicContext,
    service: ChallengeConnection,
    new: NewChallengeAnswer,
    *,
    hostname: str,
    action: ChallengeAction,
    remote_address: str,
) -> bool | None:
    """What the service says of a token; None where it cannot be asked."""
    try:
        verdict, can = gateways.judge(ctx, service, new.token, remote_address=remote_address)
    except Busy as error:
        JUDGED.add(outcome="busy")
        raise Unavailable(retry_after_seconds=1) from error
    except Declined:
        JUDGED.add(outcome="program")
        return False
    except (AdapterError, TurnoutError) as error:
        log.warning(
            "a challenge service did not answer",
            connection_id=str(service.id),
            error=type(error).__name__,
        )
        return None
    if not verdict.is_person:
        JUDGED.add(outcome="program")
        return False
    is_for_this = rules.is_for_this(
        verdict,
        can,
        hostname=hostname,
        action=action.value,
        challenge=new.challenge,
        now=clock.now(),
    )
    if not is_for_this:
        JUDGED.add(outcome="foreign")
    return is_for_this


def _use(organization_id: UUID, new: NewChallengeAnswer) -> bool:
    """Use a token and its challenge up; False when either was used before."""
    until = clock.now() + rules.TOKEN_LASTS
    return answers.use(organization_id, f"token {new.token}", until=until) and answers.use(
        organization_id, new.challenge, until=until
    )
