"""Sessions at providers: kept until logout, so that each side can tell the other."""

from contextlib import suppress
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import Actor, ActorKind, PersonContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import NotFound
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity
from turnout.modules.sso import queries
from turnout.modules.sso.service.attempts import JOB
from turnout.modules.sso.types import SsoPerson, SsoSession, StoredProvider, StoredSession

SEALED: Final = "sso_sessions.sealed"
END: Final = "sso.end-sessions"
MOST_AT_ONCE: Final = 500


def keep_session(
    provider: StoredProvider, person: SsoPerson, *, user_id: UUID, login_id: UUID | None
) -> None:
    """Keep what the provider must be told at logout. `login_id` is unknown before a second step."""
    row_id, settings = new_id(), runtime.current().settings
    sealed = runtime.current().keys.seal(
        person.hint, organization_id=provider.organization_id, field=f"{SEALED}/{row_id}"
    )
    with transaction(system_in(provider.organization_id, JOB)) as tx:
        longest = tx.now + timedelta(days=settings.login_days)
        ends_at = min(person.session_ends_at or longest, longest)
        session = StoredSession(
            organization_id=provider.organization_id,
            id=row_id,
            provider_id=provider.id,
            user_id=user_id,
            login_id=login_id,
            session_id=person.session_id,
            sealed=sealed,
            ends_at=ends_at,
        )
        queries.insert_session(tx, session)


def take_session(viewer: PersonContext) -> SsoSession | None:
    """The session at a provider that this login came from, forgotten with it."""
    with transaction(SystemContext(job=JOB, request_id=viewer.request_id)) as tx:
        found = queries.find_session(tx, user_id=viewer.user_id, login_id=viewer.login_id)
    if found is None:
        return None
    with transaction(system_in(found.organization_id, JOB, request_id=viewer.request_id)) as tx:
        queries.delete_session(tx, found.id)
        provider = queries.find_provider(tx, found.provider_id)
    hint = runtime.current().keys.open(
        found.sealed, organization_id=found.organization_id, field=f"{SEALED}/{found.id}"
    )
    return SsoSession(provider=provider, hint=hint) if provider else None


def end_logins(provider: StoredProvider, user_id: UUID, *, request_id: str = "") -> None:
    """End all logins of the person at once, also those opened otherwise (decision 0038)."""
    actor = Actor(ActorKind.SYSTEM, "sso.logout")
    identity.sign_out_everywhere(PersonContext(user_id=user_id, actor=actor, request_id=request_id))
    with transaction(system_in(provider.organization_id, JOB, request_id=request_id)) as tx:
        queries.delete_sessions_of(tx, provider.id, user_id=user_id)


def end_logins_of_subject(provider: StoredProvider, subject: str, *, request_id: str = "") -> bool:
    """The same, for whom the provider calls so; whether it knows anybody by that name."""
    with transaction(system_in(provider.organization_id, JOB, request_id=request_id)) as tx:
        known = queries.find_person(tx, provider.id, subject)
    if known is not None:
        end_logins(provider, known.user_id, request_id=request_id)
    return known is not None


def end_sessions_that_ended(ctx: SystemContext) -> int:
    """End the logins whose session at the provider is over; how many sessions there were."""
    with transaction(ctx) as tx:
        over = queries.list_sessions_that_ended(tx, limit=MOST_AT_ONCE)
    for each in over:
        if each.login_id is not None:
            actor = Actor(ActorKind.SYSTEM, END)
            person = PersonContext(user_id=each.user_id, actor=actor)
            with suppress(NotFound):  # it ended by itself
                identity.end_login(person, each.login_id)
        with transaction(system_in(each.organization_id, END)) as tx:
            queries.delete_session(tx, each.id)
    return len(over)


def forget_old(ctx: SystemContext) -> None:
    """Drop attempts, tests and logout tokens that lapsed, and lines of the log of 90 days ago."""
    with transaction(ctx) as tx:
        queries.forget_old(tx)
