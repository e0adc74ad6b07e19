"""Statements about identity providers, their domains, people, attempts and sign-in log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.sso.rules import explanation_of
from turnout.modules.sso.types import (
    KnownPerson,
    NewIdentityProvider,
    ProviderDomain,
    ProviderOfDomain,
    RoleRules,
    SignInRecord,
    SsoAttempt,
    StoredProvider,
    StoredSession,
    StoredTest,
)

HERE: Final = "organization_id = %(organization_id)s"
COLUMNS: Final = (
    "organization_id, id, name, product, kind, state, issuer, client_id, secret,"
    " group_claim, mappings,"
    " default_role, is_enforced, break_glass_user_id, created_at, version, agencies"
)
LIST: Final = f"SELECT {COLUMNS} FROM identity_providers WHERE {HERE} ORDER BY id"
FIND: Final = f"SELECT {COLUMNS} FROM identity_providers WHERE {HERE} AND id = %(id)s"
LOCK: Final = f"{FIND} FOR UPDATE"
INSERT: Final = f"""
    INSERT INTO identity_providers ({COLUMNS})
    VALUES (%(organization_id)s, %(id)s, %(name)s, %(product)s, %(kind)s, 'draft',
        %(issuer)s, %(client_id)s, %(secret)s, %(group_claim)s, %(mappings)s, %(default_role)s,
        false, NULL, %(now)s, 1, 'own_sso')
    ON CONFLICT (organization_id, name) DO NOTHING RETURNING id
"""
UPDATE: Final = f"""
    UPDATE identity_providers SET name = %(name)s, product = %(product)s, state = %(state)s,
        issuer = %(issuer)s, client_id = %(client_id)s, secret = %(secret)s,
        group_claim = %(group_claim)s, mappings = %(mappings)s,
        default_role = %(default_role)s, is_enforced = %(is_enforced)s,
        break_glass_user_id = %(break_glass_user_id)s, agencies = %(agencies)s,
        version = version + 1
    WHERE {HERE} AND id = %(id)s
"""
NAME_TAKEN: Final = f"""
    SELECT EXISTS (SELECT FROM identity_providers
        WHERE {HERE} AND name = %(name)s AND id <> %(id)s)
"""
DELETE_OF_PROVIDER: Final = f"""
    DELETE FROM sso_sessions WHERE {HERE} AND provider_id = %(id)s;
    DELETE FROM sso_attempts WHERE {HERE} AND provider_id = %(id)s;
    DELETE FROM sso_sign_ins WHERE {HERE} AND provider_id = %(id)s;
    DELETE FROM sso_people WHERE {HERE} AND provider_id = %(id)s;
    DELETE FROM sso_notices WHERE {HERE} AND provider_id = %(id)s;
    DELETE FROM sso_test_sign_ins WHERE {HERE} AND provider_id = %(id)s;
    DELETE FROM identity_provider_domains WHERE {HERE} AND provider_id = %(id)s;
    DELETE FROM identity_providers WHERE {HERE} AND id = %(id)s
"""
LIST_DOMAINS: Final = f"""
    SELECT domain, proven_at IS NOT NULL AS is_proven FROM identity_provider_domains
    WHERE {HERE} AND provider_id = %(provider_id)s ORDER BY domain
"""
DELETE_DOMAINS: Final = f"""
    DELETE FROM identity_provider_domains
    WHERE {HERE} AND provider_id = %(provider_id)s AND domain <> ALL(%(domains)s)
"""
INSERT_DOMAIN: Final = """
    INSERT INTO identity_provider_domains (organization_id, id, provider_id, domain, proven_at)
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, %(domain)s, NULL)
    ON CONFLICT (organization_id, domain) DO NOTHING
"""
PROVE_DOMAIN: Final = f"""
    UPDATE identity_provider_domains SET proven_at = %(now)s
    WHERE {HERE} AND domain = %(domain)s RETURNING id
"""
UNPROVE_DOMAIN: Final = f"""
    UPDATE identity_provider_domains SET proven_at = NULL WHERE {HERE} AND domain = %(domain)s
"""
# Asked by the operator, over all organizations.
OF_DOMAIN: Final = """
    SELECT p.organization_id, p.id, p.name, p.is_enforced, p.break_glass_user_id
    FROM identity_provider_domains d
    JOIN identity_providers p ON p.organization_id = d.organization_id AND p.id = d.provider_id
    WHERE d.domain = %(domain)s AND d.proven_at IS NOT NULL AND p.state = 'active'
"""
INSERT_ATTEMPT: Final = """
    INSERT INTO sso_attempts (organization_id, id, provider_id, state_hash, browser_hash, sealed,
        back_to, test_id, created_at, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, %(state_hash)s, %(browser_hash)s,
        %(sealed)s, %(back_to)s, %(test_id)s, %(now)s, %(expires_at)s)
"""
FIND_ATTEMPT: Final = f"""
    SELECT id, sealed, browser_hash, back_to, test_id FROM sso_attempts
    WHERE {HERE} AND provider_id = %(provider_id)s AND state_hash = %(state_hash)s
        AND expires_at > %(now)s
"""
TAKE_ATTEMPT: Final = f"""
    DELETE FROM sso_attempts WHERE {HERE} AND provider_id = %(provider_id)s
        AND state_hash = %(state_hash)s AND browser_hash = %(browser_hash)s
        AND expires_at > %(now)s
    RETURNING id, sealed, browser_hash, back_to, test_id
"""
INSERT_TEST: Final = """
    INSERT INTO sso_test_sign_ins (organization_id, id, provider_id, link_id, ticket_hash, back_to,
        created_at, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, %(link_id)s, %(ticket_hash)s,
        %(back_to)s, %(now)s, %(expires_at)s)
"""
TAKE_TICKET: Final = f"""
    UPDATE sso_test_sign_ins SET ticket_hash = ''
    WHERE {HERE} AND provider_id = %(provider_id)s AND ticket_hash = %(ticket_hash)s
        AND expires_at > %(now)s
    RETURNING id
"""
FINISH_TEST: Final = f"""
    UPDATE sso_test_sign_ins SET finished_at = %(now)s, result = %(result)s
    WHERE {HERE} AND id = %(id)s
"""
TEST: Final = "id, link_id, back_to, created_at, expires_at, finished_at, result"
FIND_TEST: Final = f"""
    SELECT {TEST} FROM sso_test_sign_ins
    WHERE {HERE} AND provider_id = %(provider_id)s AND id = %(id)s
"""
LIST_TESTS: Final = f"""
    SELECT {TEST} FROM sso_test_sign_ins
    WHERE {HERE} AND provider_id = %(provider_id)s
        AND (%(link_id)s::uuid IS NULL OR link_id = %(link_id)s)
    ORDER BY id DESC LIMIT 20
"""
FORGET: Final = """
    DELETE FROM sso_test_sign_ins WHERE created_at < %(now)s - interval '1 day';
    DELETE FROM sso_attempts WHERE expires_at < %(now)s;
    DELETE FROM sso_notices WHERE expires_at < %(now)s;
    DELETE FROM sso_sign_ins WHERE at < %(now)s - interval '90 days'
"""
SESSION: Final = "organization_id, id, provider_id, user_id, login_id, session_id, sealed, ends_at"
INSERT_SESSION: Final = f"""
    INSERT INTO sso_sessions ({SESSION}, created_at)
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, %(user_id)s, %(login_id)s,
        %(session_id)s, %(sealed)s, %(ends_at)s, %(now)s)
"""
FIND_SESSION: Final = f"""
    SELECT {SESSION} FROM sso_sessions
    WHERE user_id = %(user_id)s AND (login_id = %(login_id)s OR login_id IS NULL)
        AND ends_at > %(now)s
    ORDER BY login_id IS NULL, created_at DESC LIMIT 1
"""
LIST_ENDED_SESSIONS: Final = f"""
    SELECT {SESSION} FROM sso_sessions WHERE ends_at <= %(now)s ORDER BY ends_at LIMIT %(limit)s
"""
DELETE_SESSION: Final = f"DELETE FROM sso_sessions WHERE {HERE} AND id = %(id)s"
DELETE_SESSIONS_OF: Final = f"""
    DELETE FROM sso_sessions
    WHERE {HERE} AND provider_id = %(provider_id)s AND user_id = %(user_id)s
"""
PERSON: Final = "id, user_id, subject, groups, is_member_by_sso"
FIND_PERSON: Final = f"""
    SELECT {PERSON} FROM sso_people
    WHERE {HERE} AND provider_id = %(provider_id)s AND subject = %(subject)s
"""
USERS_OF_SUBJECTS: Final = f"""
    SELECT subject, user_id FROM sso_people
    WHERE {HERE} AND provider_id = %(provider_id)s AND subject = ANY(%(subjects)s)
"""
FIND_PERSON_OF_USER: Final = f"""
    SELECT {PERSON} FROM sso_people
    WHERE {HERE} AND provider_id = %(provider_id)s AND user_id = %(user_id)s
"""
FIND_PERSON_OF_SESSION: Final = f"""
    SELECT {PERSON} FROM sso_people
    WHERE {HERE} AND provider_id = %(provider_id)s AND session_id = %(session_id)s
"""
LIST_PEOPLE: Final = f"""
    SELECT {PERSON} FROM sso_people
    WHERE {HERE} AND provider_id = %(provider_id)s ORDER BY id LIMIT 1000
"""
GROUPS_OF_USER: Final = """
    SELECT p.groups FROM sso_people p JOIN identity_providers i
        ON i.organization_id = p.organization_id AND i.id = p.provider_id
    WHERE p.organization_id = %(organization_id)s AND p.user_id = %(user_id)s
        AND i.state = 'active'
"""
INSERT_PERSON: Final = """
    INSERT INTO sso_people (organization_id, id, provider_id, subject, user_id, groups, session_id,
        is_member_by_sso, created_at, signed_in_at)
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, %(subject)s, %(user_id)s, '[]', '',
        false, %(now)s, %(now)s)
    ON CONFLICT DO NOTHING RETURNING id
"""
USE_PERSON: Final = f"""
    UPDATE sso_people SET groups = %(groups)s, session_id = %(session_id)s,
        is_member_by_sso = %(is_member_by_sso)s, signed_in_at = %(now)s
    WHERE {HERE} AND id = %(id)s
"""
INSERT_RECORD: Final = """
    INSERT INTO sso_sign_ins (organization_id, id, provider_id, at, outcome, reason, detail,
        user_id, role)
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, %(now)s, %(outcome)s, %(reason)s,
        %(detail)s, %(user_id)s, %(role)s)
"""
LIST_RECORDS: Final = f"""
    SELECT id, at, outcome, reason, detail, user_id, role FROM sso_sign_ins
    WHERE {HERE} AND provider_id = %(provider_id)s
        AND (%(before)s::uuid IS NULL OR id < %(before)s)
    ORDER BY id DESC LIMIT %(limit)s
"""
NOTE: Final = """
    INSERT INTO sso_notices (organization_id, id, provider_id, token_id, expires_at)
    VALUES (%(organization_id)s, %(id)s, %(provider_id)s, %(token_id)s, %(expires_at)s)
    ON CONFLICT (organization_id, provider_id, token_id) DO NOTHING RETURNING id
"""


def insert_session(tx: Transaction, session: StoredSession) -> None:
    tx.query(INSERT_SESSION, attributes_of(session) | {"now": tx.now})


def find_session(tx: Transaction, *, user_id: UUID, login_id: UUID | None) -> StoredSession | None:
    """The newest session that a login came from; over all organizations, by the operator."""
    values = {"user_id": user_id, "login_id": login_id, "now": tx.now}
    return next(iter(tx.query(FIND_SESSION, values, into=StoredSession)), None)


def list_sessions_that_ended(tx: Transaction, *, limit: int) -> list[StoredSession]:
    return tx.query(LIST_ENDED_SESSIONS, {"now": tx.now, "limit": limit}, into=StoredSession)


def delete_session(tx: Transaction, session_id: UUID) -> None:
    tx.query(DELETE_SESSION, tx.here(id=session_id))


def delete_sessions_of(tx: Transaction, provider_id: UUID, *, user_id: UUID) -> None:
    tx.query(DELETE_SESSIONS_OF, tx.here(provider_id=provider_id, user_id=user_id))


def list_providers(tx: Transaction) -> list[StoredProvider]:
    return tx.query(LIST, tx.here(), into=StoredProvider.of)


def find_provider(tx: Transaction, provider_id: UUID) -> StoredProvider | None:
    return next(iter(tx.query(FIND, tx.here(id=provider_id), into=StoredProvider.of)), None)


def lock_provider(tx: Transaction, provider_id: UUID) -> StoredProvider | None:
    return next(iter(tx.query(LOCK, tx.here(id=provider_id), into=StoredProvider.of)), None)


def insert_provider(
    tx: Transaction, provider_id: UUID, new: NewIdentityProvider, *, secret: bytes
) -> bool:
    """Write a provider as a draft; False when the organization has one of this name."""
    said = attributes_of(new, ("name", "product", "kind", "issuer", "client_id")) | {
        "secret": secret
    }
    return bool(tx.query(INSERT, tx.here(id=provider_id, **said, **_rules(new.rules))))


def update_provider(tx: Transaction, changed: StoredProvider) -> bool:
    """Write a provider as it is now; False when another one has its name."""
    names = ("id", "name", "product", "state", "issuer", "client_id", "secret", "is_enforced")
    values = attributes_of(changed, (*names, "break_glass_user_id", "agencies"))
    [(is_taken,)] = tx.query(NAME_TAKEN, tx.here(**values))
    if not is_taken:
        tx.query(UPDATE, tx.here(**values, **_rules(changed.rules)))
    return not is_taken


def delete_provider(tx: Transaction, provider_id: UUID) -> None:
    """Delete a provider with all that hangs on it; accounts and memberships stay."""
    for statement in DELETE_OF_PROVIDER.split(";"):
        tx.query(statement, tx.here(id=provider_id))


def list_domains(tx: Transaction, provider_id: UUID) -> list[ProviderDomain]:
    return tx.query(LIST_DOMAINS, tx.here(provider_id=provider_id), into=ProviderDomain)


def replace_domains(tx: Transaction, provider_id: UUID, *, domains: Sequence[str]) -> None:
    """These domains and no others; what is proven of them stays so."""
    tx.query(DELETE_DOMAINS, tx.here(provider_id=provider_id, domains=list(domains)))
    for domain in domains:
        tx.query(INSERT_DOMAIN, tx.here(id=new_id(), provider_id=provider_id, domain=domain))


def prove_domain(tx: Transaction, domain: str) -> None:
    tx.query(PROVE_DOMAIN, tx.here(domain=domain))


def unprove_domain(tx: Transaction, domain: str) -> None:
    tx.query(UNPROVE_DOMAIN, tx.here(domain=domain))


def find_provider_of_domain(tx: Transaction, domain: str) -> ProviderOfDomain | None:
    """Whose provider signs in a domain; None as well where two should have proved it."""
    found = tx.query(OF_DOMAIN, {"domain": domain}, into=ProviderOfDomain)
    return found[0] if len(found) == 1 else None


def insert_attempt(
    tx: Transaction,
    provider_id: UUID,
    attempt: SsoAttempt,
    *,
    state_hash: bytes,
    expires_at: datetime,
) -> None:
    values = attributes_of(attempt) | {"state_hash": state_hash, "expires_at": expires_at}
    tx.query(INSERT_ATTEMPT, tx.here(provider_id=provider_id, **values))


def find_attempt(tx: Transaction, provider_id: UUID, *, state_hash: bytes) -> SsoAttempt | None:
    values = tx.here(provider_id=provider_id, state_hash=state_hash)
    return next(iter(tx.query(FIND_ATTEMPT, values, into=SsoAttempt)), None)


def take_attempt(
    tx: Transaction, provider_id: UUID, *, state_hash: bytes, browser_hash: bytes
) -> SsoAttempt | None:
    """The attempt that an answer belongs to, used up: of two answers the second finds nothing."""
    values = {"state_hash": state_hash, "browser_hash": browser_hash}
    found = tx.query(TAKE_ATTEMPT, tx.here(provider_id=provider_id, **values), into=SsoAttempt)
    return next(iter(found), None)


def insert_test(
    tx: Transaction,
    provider_id: UUID,
    test_id: UUID,
    *,
    link_id: UUID | None,
    ticket_hash: bytes,
    back_to: bytes,
    expires_at: datetime,
) -> None:
    values = {"id": test_id, "link_id": link_id, "ticket_hash": ticket_hash, "back_to": back_to}
    tx.query(INSERT_TEST, tx.here(provider_id=provider_id, expires_at=expires_at, **values))


def take_ticket(tx: Transaction, provider_id: UUID, *, ticket_hash: bytes) -> UUID | None:
    """The test that a ticket opens, once."""
    where = tx.here(provider_id=provider_id, ticket_hash=ticket_hash)
    return next((test_id for (test_id,) in tx.query(TAKE_TICKET, where)), None)


def finish_test(tx: Transaction, test_id: UUID, *, result: dict[str, Any]) -> None:
    tx.query(FINISH_TEST, tx.here(id=test_id, result=as_json(result)))


def find_test(tx: Transaction, provider_id: UUID, test_id: UUID) -> StoredTest | None:
    where = tx.here(provider_id=provider_id, id=test_id)
    return next(iter(tx.query(FIND_TEST, where, into=StoredTest)), None)


def list_tests(tx: Transaction, provider_id: UUID, *, link_id: UUID | None) -> list[StoredTest]:
    where = tx.here(provider_id=provider_id, link_id=link_id)
    return tx.query(LIST_TESTS, where, into=StoredTest)


def forget_old(tx: Transaction) -> None:
    for statement in FORGET.split(";"):
        tx.query(statement, {"now": tx.now})


def find_person(tx: Transaction, provider_id: UUID, subject: str) -> KnownPerson | None:
    where = tx.here(provider_id=provider_id, subject=subject)
    return next(iter(tx.query(FIND_PERSON, where, into=KnownPerson.of)), None)


def find_users_of_subjects(
    tx: Transaction, provider_id: UUID, subjects: Sequence[str]
) -> dict[str, UUID]:
    """Whose accounts signed in by a provider as these subjects before, by subject."""
    where = tx.here(provider_id=provider_id, subjects=list(subjects))
    return dict(tx.query(USERS_OF_SUBJECTS, where))


def find_person_of_user(tx: Transaction, provider_id: UUID, user_id: UUID) -> KnownPerson | None:
    where = tx.here(provider_id=provider_id, user_id=user_id)
    return next(iter(tx.query(FIND_PERSON_OF_USER, where, into=KnownPerson.of)), None)


def find_person_of_session(
    tx: Transaction, provider_id: UUID, session_id: str
) -> KnownPerson | None:
    where = tx.here(provider_id=provider_id, session_id=session_id)
    return next(iter(tx.query(FIND_PERSON_OF_SESSION, where, into=KnownPerson.of)), None)


def list_people(tx: Transaction, provider_id: UUID) -> list[KnownPerson]:
    return tx.query(LIST_PEOPLE, tx.here(provider_id=provider_id), into=KnownPerson.of)


def list_groups_of_user(tx: Transaction, user_id: UUID) -> frozenset[str]:
    """The groups that active providers said of a person when they signed in last."""
    rows = tx.query(GROUPS_OF_USER, tx.here(user_id=user_id))
    return frozenset(group for (groups,) in rows for group in groups)


def insert_person(tx: Transaction, provider_id: UUID, *, subject: str, user_id: UUID) -> bool:
    """Link somebody at a provider to a person; False where one of the two is linked already."""
    values = {"id": new_id(), "provider_id": provider_id, "subject": subject, "user_id": user_id}
    return bool(tx.query(INSERT_PERSON, tx.here(**values)))


def use_person(
    tx: Transaction,
    person_id: UUID,
    *,
    groups: Sequence[str],
    session_id: str,
    is_member_by_sso: bool,
) -> None:
    values = {"groups": as_json(list(groups)), "session_id": session_id}
    tx.query(USE_PERSON, tx.here(id=person_id, is_member_by_sso=is_member_by_sso, **values))


def insert_record(tx: Transaction, provider_id: UUID, **said: Any) -> None:
    """One line of the log: outcome, reason, detail, user_id, role."""
    tx.query(INSERT_RECORD, tx.here(id=new_id(), provider_id=provider_id, **said))


def list_records(tx: Transaction, provider_id: UUID, request: PageRequest) -> list[SignInRecord]:
    """Up to `limit + 1` lines, the newest first."""
    before = request.after[1] if request.after else None
    where = tx.here(provider_id=provider_id, before=before, limit=request.limit + 1)
    return tx.query(LIST_RECORDS, where, into=_record)


def note_token(tx: Transaction, provider_id: UUID, *, token_id: str, expires_at: datetime) -> bool:
    """Note that a logout token came; False when it came before."""
    values = {"provider_id": provider_id, "token_id": token_id, "expires_at": expires_at}
    return bool(tx.query(NOTE, tx.here(id=new_id(), **values)))


def _record(**row: Any) -> SignInRecord:
    return SignInRecord(**row, explanation=explanation_of(row["reason"]))


def _rules(rules: RoleRules) -> dict[str, Any]:
    return {
        "group_claim": rules.group_claim,
        "mappings": as_json([attributes_of(each) for each in rules.mappings]),
        "default_role": rules.default_role,
    }
