"""Every statement of forms and their versions."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from turnout.kernel.db.tx import Transaction
from turnout.kernel.errors import PreconditionFailed
from turnout.kernel.ids import new_id
from turnout.kernel.values import attributes_of
from turnout.modules.forms.errors import EventNotFound, FormVersionNotFound
from turnout.modules.forms.models import FormRow, FormVersionRow
from turnout.modules.forms.sql_fragments import FORM_VERSION
from turnout.modules.forms.types import AskedQuestion, Form, FormVersion, Type, read_form

COLUMNS = "v.id, v.number AS version, v.definition, v.saved_at, v.saved_by"
CURRENT = f"""
    SELECT {COLUMNS}
    FROM forms f JOIN form_versions v
        ON v.organization_id = f.organization_id AND v.id = f.version_id
    WHERE f.organization_id = %(organization_id)s AND f.event_id = %(event_id)s
"""
VERSIONS = f"""
    SELECT {COLUMNS}
    FROM forms f JOIN form_versions v
        ON v.organization_id = f.organization_id AND v.form_id = f.id
    WHERE f.organization_id = %(organization_id)s AND f.event_id = %(event_id)s
    ORDER BY v.number DESC
"""
DEFINITION = """
    SELECT definition FROM form_versions
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
ASKED = """
    SELECT DISTINCT ON (a.key) a.key, a.type, a.label, a.language,
        count(*) OVER (PARTITION BY a.key) AS event_count
    FROM (
        SELECT DISTINCT ON (f.event_id, q.question ->> 'key') q.question ->> 'key' AS key,
            q.question ->> 'type' AS type, coalesce(q.question -> 'label', '{}') AS label,
            coalesce(v.definition ->> 'language', 'en') AS language, v.saved_at
        FROM forms f JOIN form_versions v
            ON v.organization_id = f.organization_id AND v.form_id = f.id
        CROSS JOIN LATERAL jsonb_array_elements(v.definition -> 'questions') AS q(question)
        WHERE f.organization_id = %(organization_id)s AND q.question ->> 'type' <> %(heading)s
        ORDER BY f.event_id, q.question ->> 'key', v.saved_at DESC) a
    ORDER BY a.key, a.saved_at DESC
"""


def find_current(tx: Transaction, event_id: UUID) -> FormVersion | None:
    """The version of the event's form that is asked now; None when it never had one."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return next(iter(tx.query(CURRENT, where, into=FormVersion.of)), None)


def find_version_id(tx: Transaction, event_id: UUID) -> UUID | None:
    """The version that is asked now; None when nothing is asked."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return next((version_id for (version_id,) in tx.query(FORM_VERSION, where)), None)


def list_versions(tx: Transaction, event_id: UUID) -> list[FormVersion]:
    """Every version that was ever asked, newest first."""
    where = {"organization_id": tx.organization_id, "event_id": event_id}
    return tx.query(VERSIONS, where, into=FormVersion.of)


def get_form(tx: Transaction, version_id: UUID) -> Form:
    """The questions of a version. Versions never change, so each is read once by a process."""
    known = _known(tx.organization_id, version_id)
    if not known:
        where = {"organization_id": tx.organization_id, "id": version_id}
        known += [read_form(definition) for (definition,) in tx.query(DEFINITION, where)]
    if not known:
        raise FormVersionNotFound
    return known[0]


@lru_cache(maxsize=512)
def _known(_organization_id: UUID, _version_id: UUID) -> list[Form]:
    return []


def list_asked_questions(tx: Transaction) -> list[AskedQuestion]:
    """The questions that the organization's events ever asked, each key once, by key."""
    return tx.query(ASKED, tx.here(heading=Type.HEADING.value), into=AskedQuestion)


def lock_form(tx: Transaction, event_id: UUID) -> FormRow | None:
    return tx.session.scalars(
        select(FormRow)
        .where(FormRow.organization_id == tx.organization_id, FormRow.event_id == event_id)
        .with_for_update()
    ).one_or_none()


def add_version(
    tx: Transaction, event_id: UUID, definition: dict[str, Any], *, form: FormRow | None
) -> FormVersion:
    """Write the next version and point the form to it."""
    version_id = new_id()
    if form is None:
        form = FormRow(id=new_id(), event_id=event_id, version_id=version_id, version=0)
    form.version += 1
    form.version_id = version_id
    saved = FormVersion.of(
        id=version_id,
        version=form.version,
        definition=definition,
        saved_at=tx.now,
        saved_by=str(tx.ctx.actor),
    )
    try:
        tx.add(form)
        tx.flush()
    except IntegrityError as error:
        if isinstance(error.orig, ForeignKeyViolation):
            raise EventNotFound from error
        if isinstance(error.orig, UniqueViolation):
            # Somebody else wrote the event's first form at this moment.
            raise PreconditionFailed from error
        raise
    written = attributes_of(saved, ("id", "definition", "saved_at", "saved_by"))
    tx.add(FormVersionRow(**written, form_id=form.id, number=saved.version))
    tx.flush()
    return saved
