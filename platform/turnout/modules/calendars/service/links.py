"""Use cases of calendars that people connect: begin, finish, end.

Consent is asked at the provider, with PKCE; what comes back counts for the person who began. The
grant is sealed for its person and provider. What a calendar shows is a matter of `entries`.
"""

import base64
import secrets
from hashlib import sha256
from typing import Final

from turnout.kernel import clock, runtime
from turnout.kernel.context import PersonContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.calendars import gateways, queries, rules
from turnout.modules.calendars.errors import (
    CalendarAway,
    CalendarEnding,
    CalendarNotFound,
    CalendarRefused,
)
from turnout.modules.calendars.metrics import LINKS
from turnout.modules.calendars.service import grants
from turnout.modules.calendars.types import (
    Attempt,
    Calendar,
    CalendarLink,
    CalendarProvider,
    LinkState,
)
from turnout_sdk.errors import AdapterError, Declined

RETURN: Final = "/account/calendars/return"
LONGEST_CODE: Final = 4096


def begin_link(ctx: PersonContext, adapter_key: str) -> str:
    """Where the person agrees; CalendarEnding while entries of before are being removed."""
    opened = gateways.open_calendar(adapter_key)
    if any(each.adapter_key == adapter_key and each.state == queries.ENDING
           for each in list_links(ctx)):  # fmt: skip
        raise CalendarEnding
    attempt = Attempt(
        user_id=ctx.user_id,
        adapter_key=adapter_key,
        verifier=secrets.token_urlsafe(48),
        expires_at=clock.now() + rules.ATTEMPT_LASTS,
    )
    digest = sha256(attempt.verifier.encode()).digest()
    challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    url: str = opened.port.authorize_url(
        state=grants.seal_attempt(attempt), challenge=challenge, return_url=return_url()
    )
    return url


def finish_link(ctx: PersonContext, *, state: str, code: str) -> None:
    """Exchange what the browser brought back, and let the calendar be filled.

    CalendarAttemptOver for a state that is old or somebody else's, CalendarRefused without a code
    or with one that the provider does not take, CalendarAway when it cannot be asked.
    """
    attempt = grants.open_attempt(ctx, state)
    if not code or len(code) > LONGEST_CODE:
        LINKS.add(outcome="refused")
        raise CalendarRefused
    opened = gateways.open_calendar(attempt.adapter_key)
    try:
        grant = gateways.call(
            opened,
            new_id(),
            lambda: opened.port.exchange(code, verifier=attempt.verifier, return_url=return_url()),
        )
    except Declined as error:
        LINKS.add(outcome="refused")
        raise CalendarRefused from error
    except AdapterError as error:
        raise CalendarAway from error
    sealed = grants.seal_grant(ctx.user_id, attempt.adapter_key, grant)
    with transaction(ctx) as tx:
        is_kept = queries.connect(tx, ctx.user_id, attempt.adapter_key, sealed=sealed)
    if not is_kept:
        raise CalendarEnding
    LINKS.add(outcome="connected")


def end_link(ctx: PersonContext, adapter_key: str) -> None:
    """Have every entry removed and the access given back; CalendarNotFound without a link."""
    with transaction(ctx) as tx:
        if not queries.end(tx, ctx.user_id, adapter_key):
            raise CalendarNotFound
    LINKS.add(outcome="disconnected")


def list_links(ctx: PersonContext) -> list[CalendarLink]:
    with transaction(ctx) as tx:
        return queries.list_links(tx, ctx.user_id)


def list_calendars(ctx: PersonContext) -> list[Calendar]:
    """Every provider that is set up, and how the person's calendar there stands."""
    links = {each.adapter_key: each for each in list_links(ctx)}
    return [_calendar(each, links.get(each.key)) for each in gateways.list_providers()]


def _calendar(provider: CalendarProvider, link: CalendarLink | None) -> Calendar:
    is_revoked = link is not None and link.state == LinkState.REVOKED
    return Calendar(
        key=provider.key,
        title=provider.title,
        state=link.state if link else "",
        connected_at=link.created_at if link else None,
        synced_at=link.synced_at if link else None,
        is_late=bool(link and link.last_error),
        entries_left=link.entries if link and is_revoked else 0,
        gives_back=provider.gives_back,
    )


def return_url() -> str:
    return runtime.current().settings.public_url.rstrip("/") + RETURN
