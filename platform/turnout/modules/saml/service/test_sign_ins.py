"""Test sign-ins: an administrator sees the assertion, and what would come of it."""

import secrets
from datetime import timedelta
from typing import Any, Final, NoReturn
from uuid import UUID

from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.kernel.security.crypto import hash_token
from turnout.modules.saml import policies, queries, rules
from turnout.modules.saml.errors import SamlTestSignInNotFound
from turnout.modules.saml.service.connections import lock
from turnout.modules.saml.types import NewSamlTestSignIn, SamlTestSignIn
from turnout.modules.sso import api as sso

LIFETIME: Final = timedelta(minutes=30)
JOB: Final = "saml.test"


def begin_test_sign_in(ctx: OrganizationContext, provider_id: UUID) -> NewSamlTestSignIn:
    """An address at which somebody signs in once, with a draft as well; nobody comes in by it."""
    policies.require_can_manage(ctx)
    ticket = secrets.token_urlsafe(32)
    with transaction(ctx) as tx:
        stored = sso.find_stored_provider(tx, provider_id)
        lock(tx, provider_id)
        test_id, until = new_id(), tx.now + LIFETIME
        queries.insert_test(
            tx, provider_id, test_id, ticket_hash=hash_token(ticket), expires_at=until
        )
    url = f"{sso.address_of_provider(stored)}/test/{ticket}"
    return NewSamlTestSignIn(id=test_id, sign_in_url=url, expires_at=until)


def get_test_sign_in(ctx: OrganizationContext, provider_id: UUID, test_id: UUID) -> SamlTestSignIn:
    """What came of it, in plain words; `waiting` until somebody has signed in."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        found = queries.find_test(tx, provider_id, test_id)
        now = tx.now
    if found is None:
        raise SamlTestSignInNotFound
    return rules.shown_test(found, now=now)


def open_test_sign_in(organization_id: UUID, provider_id: UUID, ticket: str) -> UUID:
    """The test that a ticket opens, once; SsoOver for any other."""
    with transaction(system_in(organization_id, JOB)) as tx:
        test_id = queries.take_ticket(tx, provider_id, ticket_hash=hash_token(ticket))
    if test_id is None:
        raise sso.SsoOver
    return test_id


def finish_test(provider: sso.StoredProvider, person: sso.SsoPerson, test_id: UUID) -> None:
    """Write down what would become of somebody; nobody is made a member."""
    ctx = system_in(provider.organization_id, JOB)
    judged = sso.judge_person(ctx, provider, person)
    said: dict[str, Any] = {
        "subject": person.subject,
        "email": person.email,
        "name": person.name,
        "groups": list(person.groups),
        **person.said,
    }
    with transaction(ctx) as tx:
        queries.finish_test(
            tx,
            test_id,
            reason=judged.reason,
            detail=judged.detail,
            role=judged.role,
            said=said,
        )


def refuse_test(
    provider: sso.StoredProvider, test_id: UUID, reason: str, detail: str, *, document: str = ""
) -> NoReturn:
    """Write down why it failed, with what came, and raise it for the browser's page."""
    refused = sso.SsoRefused(reason, detail)
    refused.test_id = test_id
    with transaction(system_in(provider.organization_id, JOB)) as tx:
        queries.finish_test(
            tx,
            test_id,
            reason=reason,
            detail=refused.detail,
            role="",
            said={"document": document},
        )
    raise refused


def forget_tests(ctx: SystemContext) -> None:
    """Drop test sign-ins of yesterday."""
    with transaction(ctx) as tx:
        queries.forget_tests(tx)
