"""Calls to challenge services, in places of their own: a slow one holds up no other call."""

from typing import Final
from uuid import UUID

from turnout.kernel import cache, runtime
from turnout.kernel.adapters import Calls
from turnout.kernel.context import PublicContext
from turnout.modules.challenges.types import ChallengeWidget
from turnout.modules.connections import api as connections
from turnout.modules.connections.api import ChallengeConnection, Opened
from turnout_sdk.adapter import Kind
from turnout_sdk.challenge import Capabilities, Verdict
from turnout_sdk.time_limits import CALL_SECONDS

AT_ONCE: Final = 16
IN_ALL: Final = 32
KEPT_SECONDS: Final = 3600


def find_service(ctx: PublicContext) -> ChallengeConnection | None:
    """The challenge service of an organization; mostly none.

    That there is none is kept until a connection changes, so it asks the database once an hour.
    """
    redis, name = runtime.current().redis, _name(ctx.organization_id)
    known, _ = cache.get_with(redis, name)
    if known is False:
        return None
    found = connections.find_challenge_connection(ctx)
    if known is None:
        cache.put(redis, name, found is not None, ttl_seconds=KEPT_SECONDS)
    return found


def forget(organization_id: UUID, kind: str) -> None:
    """A connection changed: look again."""
    if kind == Kind.CHALLENGE:
        cache.delete(runtime.current().redis, _name(organization_id))


def widget_of(ctx: PublicContext, service: ChallengeConnection) -> ChallengeWidget:
    """What a page needs to show the service's widget; asks nobody but the database."""
    shown = connections.open_gateway(ctx, service.id).port.widget()
    return ChallengeWidget(
        title=service.title,
        module=service.fields.module,
        options={**shown.attributes, "script": shown.script_url},
        origins=service.fields.origins,
    )


def judge(
    ctx: PublicContext, service: ChallengeConnection, token: str, *, remote_address: str
) -> tuple[Verdict, Capabilities]:
    """What the service says of a token, and what it keeps of the page; an SDK's error otherwise."""
    opened = connections.open_gateway(ctx, service.id)
    verdict = _ask(opened, token, remote_address)
    return verdict, opened.capabilities


def _ask(opened: Opened, token: str, remote_address: str) -> Verdict:
    address = remote_address if opened.capabilities.sends_address else None
    verdict: Verdict = _places().call(
        opened.adapter_key,
        f"{opened.connection_id}:challenge",
        lambda: opened.port.judge(token, remote_address=address),
        timeout_seconds=CALL_SECONDS,
    )
    return verdict


def _places() -> Calls:
    return runtime.current().calls_for("challenge", per_connection=AT_ONCE, per_process=IN_ALL)


def _name(organization_id: UUID) -> str:
    return cache.key(organization_id, "challenge-service")
