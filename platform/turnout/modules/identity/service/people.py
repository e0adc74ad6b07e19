"""People: made and found by the platform, their own profile, and the members of an organization."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from uuid import UUID

from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import NotFound, PreconditionFailed
from turnout.modules.identity import passwords, rules
from turnout.modules.identity.queries import attempts, logins
from turnout.modules.identity.queries import people as people_queries
from turnout.modules.identity.service.logins import remember_ended
from turnout.modules.identity.types import Person, PersonUpdate, SubjectKind
from turnout.modules.organizations import api as organizations


def ensure_user(
    ctx: SystemContext,
    email: str,
    *,
    display_name: str,
    password: str | None = None,
    password_hash: str | None = None,
    locale: str = "en",
    time_zone: str = "UTC",
) -> UUID:
    """A verified person with this address: found, or made with this password; their id.

    A person who is there keeps everything, the password as well. `password_hash` takes one that
    was made before (argon2id); without either, the person signs in after choosing a password
    by mail.
    """
    address = organizations.address_of(email)
    if password is not None:
        organizations.raise_if(passwords.password_errors(password, email=address))
        password_hash = passwords.hash_password(password)
    with transaction(ctx) as tx:
        made = register_proved(
            tx, address, display_name=display_name, locale=locale, time_zone=time_zone
        )
        if made is not None:
            _set_password(tx, made, password_hash)
            return made
        found = people_queries.lock_person_by_email(tx, address)
    if found is None:
        raise LookupError(address)
    return found.id


def register_proved(
    tx: Transaction, email: str, *, display_name: str, locale: str, time_zone: str = "UTC"
) -> UUID | None:
    """A new person whose address somebody else has proved; None where one is proved already.

    Whoever signed up with the address and never proved it loses their password.
    """
    person = people_queries.insert_person(
        tx,
        email,
        display_name=display_name,
        locale=locale,
        time_zone=time_zone,
        is_verified=True,
    )
    if person is not None:
        return person
    found = people_queries.lock_person_by_email(tx, email)
    if found is None or found.is_verified or found.is_disabled:
        return None
    people_queries.forget_password(tx, found.id)
    people_queries.verify_person(tx, found.id)
    return found.id


def register_all_proved(
    tx: Transaction, names: Mapping[str, str], *, locale: str
) -> dict[str, UUID]:
    """The people of addresses that somebody else has proved, by address: made, or found.

    `names` says what to call who is new. Who is there is as with `register_proved`.
    """
    made = people_queries.insert_people(tx, names, locale=locale)
    others = names.keys() - made.keys()
    there = people_queries.list_people_by_email(tx, others) if others else []
    for each in there:
        if not (each.is_verified or each.is_disabled):
            register_proved(tx, each.email, display_name=each.display_name, locale=locale)
    return made | {each.email: each.id for each in there}


def find_ids(tx: Transaction, emails: Collection[str]) -> dict[str, UUID]:
    """Who has these addresses, by address."""
    return {each.email: each.id for each in people_queries.list_people_by_email(tx, emails)}


def find_people(tx: Transaction, emails: Collection[str]) -> dict[str, Person]:
    """The people who have these addresses, proven or not, by address."""
    return {each.email: each for each in people_queries.list_people_by_email(tx, emails)}


def find_user(email: str) -> Person | None:
    """The person with this address, as the platform sees them."""
    address = rules.lookup_address(email)
    if address is None:
        return None
    with transaction(SystemContext(job="identity.find-user")) as tx:
        return people_queries.find_person_by_email(tx, address)


def get_people(tx: Transaction, user_ids: list[UUID]) -> dict[UUID, Person]:
    """Names and addresses of people, for those who may see them: the caller has asked."""
    return people_queries.list_people(tx, user_ids)


def search_people(tx: Transaction, text: str, *, after: UUID, limit: int) -> list[Person]:
    """People whom an operator looks for: by address, name or id."""
    return people_queries.search_people(tx, text.strip(), after=after, limit=limit)


def suspend_person(tx: Transaction, user_id: UUID, *, reason: str) -> bool:
    """Close a person's account from this commit on, and end their logins; False if it was so."""
    if not people_queries.suspend_person(tx, user_id, is_suspended=True):
        return False
    end_all_logins(tx, user_id, reason=reason)
    return True


def lift_suspension(tx: Transaction, user_id: UUID) -> bool:
    """Open a suspended account again; False if it was not suspended."""
    return people_queries.suspend_person(tx, user_id, is_suspended=False)


def unlock_person(tx: Transaction, person: Person) -> None:
    """Forget a person's failed tries, of their password and of their second factor."""
    tried = {SubjectKind.ACCOUNT: person.email, SubjectKind.SECOND_FACTOR: str(person.id)}
    for kind, name in tried.items():
        attempts.clear_counter(tx, rules.subject_of(kind, name))


def free_unproved_address(tx: Transaction, email: str, *, but: UUID) -> None:
    """Take an address from who signed up with it and never proved it."""
    people_queries.free_unproved_address(tx, email, but=but)


def end_all_logins(tx: Transaction, user_id: UUID, *, reason: str, kept: UUID | None = None) -> int:
    """End every login of a person but the `kept` one, with this commit; how many there were."""
    ended = logins.end_logins(tx, user_id, reason=reason, kept=kept)
    tx.after_commit.append(lambda: remember_ended(ended))
    return len(ended)


def _set_password(tx: Transaction, user_id: UUID, password_hash: str | None) -> None:
    if password_hash is not None:
        people_queries.set_password(tx, user_id, password_hash=password_hash)


def get_me(ctx: PersonContext) -> Person:
    with transaction(ctx) as tx:
        found = people_queries.find_person(tx, ctx.user_id)
    if found is None:
        raise NotFound
    return found


def update_me(ctx: PersonContext, changes: PersonUpdate, *, version: int | None = None) -> Person:
    """Change one's own profile; PreconditionFailed when `version` is no longer the current one."""
    organizations.raise_if(rules.profile_errors(changes))
    if changes.phone is not None:
        changes = replace(changes, phone=rules.phone_of(changes.phone))
    with transaction(in_name_of(ctx, job="identity.change-profile")) as tx:
        if not people_queries.update_person(tx, ctx.user_id, changes=changes, version=version):
            raise PreconditionFailed
    return get_me(ctx)


def in_name_of(ctx: PersonContext, *, job: str) -> SystemContext:
    """The platform's own job for a person, who may not write these rows themselves."""
    return ctx.job(job)
