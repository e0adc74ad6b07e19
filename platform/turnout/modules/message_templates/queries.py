"""Every statement of message templates."""

from typing import Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.ids import new_id
from turnout.modules.message_templates.errors import MessageTemplateNotFound
from turnout.modules.message_templates.types import (
    MessageTemplate,
    NewMessageTemplate,
    TemplateContent,
    TemplateVersion,
)

FOUND: Final = """
    SELECT t.id, t.message, t.language, t.event_id, t.content, t.published_number,
        v.content IS DISTINCT FROM t.content AS is_changed, v.published_at, t.version,
        t.created_at, t.updated_at
    FROM message_templates t LEFT JOIN message_template_versions v
        ON v.organization_id = t.organization_id AND v.template_id = t.id
            AND v.number = t.published_number
    WHERE t.organization_id = %(organization_id)s
"""
LIST: Final = f"""
    {FOUND} AND t.event_id IS NOT DISTINCT FROM %(event_id)s::uuid ORDER BY t.message, t.language
"""
ONE: Final = f"{FOUND} AND t.id = %(id)s"
LOCK: Final = f"{ONE} FOR UPDATE OF t"
COUNT: Final = """
    SELECT count(*) FROM message_templates WHERE organization_id = %(organization_id)s
"""
HAS_PUBLISHED: Final = """
    SELECT EXISTS (SELECT FROM message_templates
        WHERE organization_id = %(organization_id)s AND published_number IS NOT NULL)
"""
INSERT: Final = """
    INSERT INTO message_templates (organization_id, id, event_id, message, language, content,
        version, created_at, updated_at)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(message)s, %(language)s,
        %(content)s::jsonb, 1, %(now)s, %(now)s)
    ON CONFLICT DO NOTHING RETURNING id
"""
UPDATE: Final = """
    UPDATE message_templates SET content = %(content)s::jsonb, version = version + 1,
        updated_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
NEXT: Final = """
    SELECT coalesce(max(number), 0) + 1 FROM message_template_versions
    WHERE organization_id = %(organization_id)s AND template_id = %(id)s
"""
INSERT_VERSION: Final = """
    INSERT INTO message_template_versions (organization_id, id, template_id, number, content,
        published_at, published_by)
    VALUES (%(organization_id)s, %(version_id)s, %(id)s, %(number)s, %(content)s::jsonb, %(now)s,
        %(published_by)s)
"""
FORGET: Final = """
    DELETE FROM message_template_versions
    WHERE organization_id = %(organization_id)s AND template_id = %(id)s AND number <= %(oldest)s
"""
SET_PUBLISHED: Final = """
    UPDATE message_templates SET published_number = %(number)s, version = version + 1,
        updated_at = %(now)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE: Final = """
    DELETE FROM message_templates WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
VERSIONS: Final = """
    SELECT number, content, published_at, published_by FROM message_template_versions
    WHERE organization_id = %(organization_id)s AND template_id = %(id)s
    ORDER BY number DESC LIMIT %(limit)s
"""
IN_FORCE: Final = """
    SELECT v.content FROM message_templates t JOIN message_template_versions v
        ON v.organization_id = t.organization_id AND v.template_id = t.id
            AND v.number = t.published_number
    WHERE t.organization_id = %(organization_id)s AND t.message = %(message)s
        AND t.language = %(language)s
        AND (t.event_id IS NULL OR t.event_id = %(event_id)s::uuid)
    ORDER BY t.event_id NULLS LAST LIMIT 1
"""


def list_templates(tx: Transaction, event_id: UUID | None) -> list[MessageTemplate]:
    """Those of one event, or those for all; at most `rules.MOST_TEMPLATES`."""
    return tx.query(LIST, tx.here(event_id=event_id), into=MessageTemplate.of)


def get_template(tx: Transaction, template_id: UUID) -> MessageTemplate:
    return _one(tx, ONE, template_id)


def lock_template(tx: Transaction, template_id: UUID) -> MessageTemplate:
    """The same for update."""
    return _one(tx, LOCK, template_id)


def _one(tx: Transaction, statement: str, template_id: UUID) -> MessageTemplate:
    for found in tx.query(statement, tx.here(id=template_id), into=MessageTemplate.of):
        return found
    raise MessageTemplateNotFound


def count_templates(tx: Transaction) -> int:
    return int(tx.query(COUNT, tx.here())[0][0])


def has_published(tx: Transaction) -> bool:
    return bool(tx.query(HAS_PUBLISHED, tx.here())[0][0])


def insert_template(
    tx: Transaction, new: NewMessageTemplate, content: TemplateContent
) -> UUID | None:
    """The new template's id; None where there is one already."""
    where = tx.here(
        id=new_id(),
        event_id=new.event_id,
        message=new.message,
        language=new.language,
        content=as_json(content),
    )
    rows = tx.query(INSERT, where)
    return rows[0][0] if rows else None


def update_template(tx: Transaction, template_id: UUID, content: TemplateContent) -> None:
    tx.query(UPDATE, tx.here(id=template_id, content=as_json(content)))


def publish(tx: Transaction, template_id: UUID, content: TemplateContent, *, keeps: int) -> int:
    """Keep the content as the next version and put it in force; its number."""
    number = int(tx.query(NEXT, tx.here(id=template_id))[0][0])
    where = tx.here(
        id=template_id,
        version_id=new_id(),
        number=number,
        content=as_json(content),
        published_by=str(tx.ctx.actor),
    )
    tx.query(INSERT_VERSION, where)
    tx.query(FORGET, tx.here(id=template_id, oldest=number - keeps))
    set_published(tx, template_id, number)
    return number


def set_published(tx: Transaction, template_id: UUID, number: int | None) -> None:
    tx.query(SET_PUBLISHED, tx.here(id=template_id, number=number))


def delete_template(tx: Transaction, template_id: UUID) -> None:
    tx.query(DELETE, tx.here(id=template_id))


def list_versions(tx: Transaction, template_id: UUID, *, limit: int) -> list[TemplateVersion]:
    """The newest first."""
    return tx.query(VERSIONS, tx.here(id=template_id, limit=limit), into=TemplateVersion.of)


def find_in_force(
    tx: Transaction, *, message: str, language: str, event_id: UUID | None
) -> TemplateContent | None:
    """What is published for a mail: the event's own before the organization's."""
    where = tx.here(message=message, language=language, event_id=event_id)
    rows = tx.query(IN_FORCE, where)
    return TemplateContent.of(rows[0][0]) if rows else None
