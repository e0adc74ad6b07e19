"""A person's copy of what is kept of them (GDPR, article 15), from the same registry."""

from turnout.kernel.context import PersonContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.privacy.metrics import COPIES
from turnout.modules.privacy.queries import personal_rows
from turnout.modules.privacy.registry import personal_tables
from turnout.modules.privacy.service.erasures import find_rows, of_organization, of_platform
from turnout.modules.privacy.types import PersonalData, PersonalRows, Subject
from turnout.modules.security_events.api import SecurityEventKind, record_security_event

JOB = "privacy.copy"


def copy_personal_data(ctx: PersonContext) -> PersonalData:
    """Everything that names the person, here and in every organization; secrets are left out.

    What organizations keep by the address counts as theirs only once they have proved it.
    """
    person = identity.get_me(ctx)
    emails = (person.email,) if person.is_verified else ()
    subject = Subject(user_id=person.id, emails=emails)
    job = SystemContext(job=JOB, request_id=ctx.request_id, on_behalf_of=str(ctx.actor))
    with transaction(job) as tx:
        columns = personal_rows.columns_of_tables(tx)
        tables = of_platform(personal_tables(), columns)
        found = find_rows(tx, tables, subject)
        data = [
            PersonalRows(
                organization="",
                table=name,
                rows=personal_rows.list_rows(tx, tables[name], ids, columns=columns[name]),
            )
            for name, ids in found.items()
        ]
        made_at = tx.now
        told = {"what": "personal-data"}
        record_security_event(tx, SecurityEventKind.EXPORTED, user_id=person.id, details=told)
    tables = of_organization(personal_tables(), columns)
    for organization_id in organizations.list_organization_ids(job):
        with transaction(system_in(organization_id, JOB, request_id=ctx.request_id)) as tx:
            if not personal_rows.knows(tx, tables.values(), subject):
                continue
            name = organizations.get_organization(tx).name
            data += [
                PersonalRows(
                    organization=name,
                    table=table,
                    rows=personal_rows.list_rows(tx, tables[table], ids, columns=columns[table]),
                )
                for table, ids in find_rows(tx, tables, subject).items()
            ]
    COPIES.add()
    return PersonalData(user_id=person.id, made_at=made_at, data=data)
