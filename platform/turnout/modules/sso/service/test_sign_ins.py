"""Test sign-ins: everything a sign-in would come to, without signing anybody in.

They go the way of a real one, with a provider in any state, so that it can be tried before it is
switched on. What came of it is kept for a day, for who tried it.
"""

import secrets
from dataclasses import asdict
from datetime import timedelta
from typing import Final, NoReturn
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.kernel.security.crypto import hash_token
from turnout.modules.identity import api as identity
from turnout.modules.sso import policies, queries, rules
from turnout.modules.sso.errors import SsoOver, SsoRefused, TestSignInNotFound
from turnout.modules.sso.service.members import due_role
from turnout.modules.sso.service.providers import address_of_provider, find_stored_provider
from turnout.modules.sso.service.sign_in import said_address
from turnout.modules.sso.service.sign_in_log import refuse_sign_in
from turnout.modules.sso.types import (
    KnownPerson,
    NewTestSignIn,
    ProviderKind,
    SsoPerson,
    StoredProvider,
    TestedSignIn,
    TestSignIn,
)

JOB: Final = "sso.test"
LIFETIME: Final = timedelta(minutes=30)
SEALED: Final = "sso_test_sign_ins.back_to"


def create_test_sign_in(
    ctx: OrganizationContext, provider_id: UUID, *, back_to: str = "", link_id: UUID | None = None
) -> NewTestSignIn:
    """An address at which somebody signs in once; nobody comes in by it.

    The browser goes on to the test below `back_to`; empty: to a page that says it is done.
    """
    policies.require_can_manage(ctx)
    ticket, test_id = secrets.token_urlsafe(32), new_id()
    sealed = runtime.current().keys.seal(
        back_to.encode(), organization_id=ctx.organization_id, field=f"{SEALED}/{test_id}"
    )
    with transaction(ctx) as tx:
        provider = find_stored_provider(tx, provider_id)
        if provider.kind == ProviderKind.OIDC and not (provider.issuer and provider.client_id):
            raise Invalid(FieldError("/issuer", "Save what the provider gave you first."))
        until = tx.now + LIFETIME
        queries.insert_test(
            tx,
            provider_id,
            test_id,
            link_id=link_id,
            ticket_hash=hash_token(ticket),
            back_to=sealed,
            expires_at=until,
        )
    url = f"{address_of_provider(provider)}/test/{ticket}"
    return NewTestSignIn(id=test_id, sign_in_url=url, expires_at=until)


def open_test_sign_in(organization_id: UUID, provider_id: UUID, ticket: str) -> UUID:
    """The test that a ticket opens, once; SsoOver for any other."""
    with transaction(system_in(organization_id, JOB)) as tx:
        test_id = queries.take_ticket(tx, provider_id, ticket_hash=hash_token(ticket))
    if test_id is None:
        raise SsoOver
    return test_id


def find_way_back(organization_id: UUID, provider_id: UUID, test_id: UUID) -> str:
    """The page that shows what came of a test; empty where it was begun over the API."""
    with transaction(system_in(organization_id, JOB)) as tx:
        found = queries.find_test(tx, provider_id, test_id)
    if found is None:
        return ""
    raw = runtime.current().keys.open(
        found.back_to, organization_id=organization_id, field=f"{SEALED}/{test_id}"
    )
    return f"{raw.decode()}/{test_id}" if raw else ""


def get_test_sign_in(
    ctx: OrganizationContext, provider_id: UUID, test_id: UUID, *, link_id: UUID | None = None
) -> TestSignIn:
    """What came of a test, in plain words; by a link only of one that was made by it."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        found = queries.find_test(tx, provider_id, test_id)
        now = tx.now
    if found is None or (link_id is not None and found.link_id != link_id):
        raise TestSignInNotFound
    return rules.shown_test(found, now=now)


def list_test_sign_ins(
    ctx: OrganizationContext, provider_id: UUID, *, link_id: UUID | None = None
) -> list[TestSignIn]:
    """The test sign-ins of the last day, the newest first."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        find_stored_provider(tx, provider_id)
        found = queries.list_tests(tx, provider_id, link_id=link_id)
        return [rules.shown_test(each, now=tx.now) for each in found]


def finish_test(provider: StoredProvider, person: SsoPerson, test_id: UUID) -> None:
    """Write down what would become of whom the provider named; nobody is made a member."""
    _keep(provider, test_id, _judged(provider, person))


def refuse(
    provider: StoredProvider,
    reason: str,
    detail: str = "",
    *,
    test_id: UUID | None,
    document: str = "",
    request_id: str = "",
    client: identity.Client | None = None,
) -> NoReturn:
    """Refuse a sign-in: a test where who tried it sees the reason, any other in the log."""
    if test_id is None:
        refuse_sign_in(provider, reason, detail, request_id=request_id, client=client)
    refused = SsoRefused(reason, detail)
    refused.test_id = test_id
    tested = TestedSignIn(reason=reason, detail=refused.detail, document=document)
    _keep(provider, test_id, tested)
    raise refused


def _keep(provider: StoredProvider, test_id: UUID, tested: TestedSignIn) -> None:
    with transaction(system_in(provider.organization_id, JOB)) as tx:
        queries.finish_test(tx, test_id, result=asdict(tested))


def _judged(provider: StoredProvider, person: SsoPerson) -> TestedSignIn:
    """What a sign-in would come to, judged in the order of a real one."""
    account = identity.find_user(person.email) if person.email else None
    role, refusal = "", None
    with transaction(system_in(provider.organization_id, JOB)) as tx:
        known = queries.find_person(tx, provider.id, person.subject)
        try:
            role = _role(tx, provider, person, known=known, account=account)
        except SsoRefused as refused:
            refusal = refused
    return TestedSignIn(
        reason=refusal.reason if refusal else "",
        detail=refusal.detail if refusal else "",
        claims=dict(person.said),
        document=person.document,
        subject=person.subject,
        email=person.email,
        name=person.name,
        groups=person.groups,
        role=role,
        is_known=known is not None,
    )


def _role(
    tx: Transaction,
    provider: StoredProvider,
    person: SsoPerson,
    *,
    known: KnownPerson | None,
    account: identity.Person | None,
) -> str:
    if known is None:
        _require_believed(tx, provider, person, account)
    user_id = known.user_id if known else account.id if account else None
    role = due_role(tx, provider, person, user_id)
    if role is None:
        raise SsoRefused("no-role", ", ".join(person.groups)[:200])
    found = identity.get_people(tx, [user_id]).get(user_id) if user_id else None
    if found is not None and found.is_disabled:
        raise SsoRefused("account-disabled")
    return role


def _require_believed(
    tx: Transaction, provider: StoredProvider, person: SsoPerson, account: identity.Person | None
) -> None:
    """As at a first sign-in, also for the domains of a provider that is not switched on yet."""
    domain = rules.domain_of(said_address(person))
    proven = {each.domain for each in queries.list_domains(tx, provider.id) if each.is_proven}
    if domain not in proven:
        raise SsoRefused("domain-not-proven", domain)
    if account is None:
        return
    if account.is_disabled:
        raise SsoRefused("account-disabled")
    if queries.find_person_of_user(tx, provider.id, account.id) is not None:
        raise SsoRefused("address-taken")
