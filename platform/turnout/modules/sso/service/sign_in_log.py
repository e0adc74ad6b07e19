"""The log of sign-ins by a provider, with the reason of each refusal; and what is believed once."""

from datetime import datetime
from typing import Final, NoReturn
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.identity import api as identity
from turnout.modules.security_events import api as security_events
from turnout.modules.sso import queries
from turnout.modules.sso.errors import SsoRefused
from turnout.modules.sso.metrics import SIGN_INS
from turnout.modules.sso.service.attempts import JOB
from turnout.modules.sso.types import StoredProvider

Kind = security_events.SecurityEventKind
LONGEST_TOKEN_ID: Final = 255


def record_sign_in(
    provider: StoredProvider,
    user_id: UUID,
    *,
    role: str,
    client: identity.Client,
    request_id: str = "",
) -> None:
    """Write down that somebody came in, as the member that they are."""
    SIGN_INS.add(kind=provider.kind, outcome="signed-in")
    with transaction(system_in(provider.organization_id, JOB, request_id=request_id)) as tx:
        said = {"outcome": "signed-in", "reason": "", "detail": "", "role": role}
        queries.insert_record(tx, provider.id, user_id=user_id, **said)
        security_events.record_security_event(
            tx,
            Kind.SSO_SIGNED_IN,
            user_id=user_id,
            address=client.address,
            details={"provider_id": str(provider.id), "role": role},
        )


def refuse_sign_in(
    provider: StoredProvider,
    reason: str,
    detail: str = "",
    *,
    request_id: str = "",
    client: identity.Client | None = None,
) -> NoReturn:
    """Write the refusal to the provider's log and to the security events, then raise it."""
    refused = SsoRefused(reason, detail)
    SIGN_INS.add(kind=provider.kind, outcome="refused")
    ctx = system_in(provider.organization_id, JOB, request_id=request_id)
    if runtime.current().limiter.take("security-event", f"sso {provider.id}").allowed:
        with transaction(ctx) as tx:
            said = {"outcome": "refused", "reason": reason, "detail": refused.detail, "role": ""}
            queries.insert_record(tx, provider.id, user_id=None, **said)
    security_events.record_in_organization(
        provider.organization_id,
        Kind.SSO_REFUSED,
        address=client.address if client else "",
        request_id=request_id,
        details={"provider_id": str(provider.id), "reason": reason},
    )
    raise refused


def is_first(
    provider: StoredProvider, token_id: str, *, until: datetime, request_id: str = ""
) -> bool:
    """Note that a token or an assertion came; False when it came before."""
    with transaction(system_in(provider.organization_id, JOB, request_id=request_id)) as tx:
        return queries.note_token(
            tx, provider.id, token_id=token_id[:LONGEST_TOKEN_ID], expires_at=until
        )
