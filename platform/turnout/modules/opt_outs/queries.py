"""Every statement of opt-outs."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.opt_outs.types import OptOut, OptOutTopic

INSERT_OPT_OUT: Final = """
    INSERT INTO mail_opt_outs (organization_id, id, topic, event_id, email, created_at)
    VALUES (%(organization_id)s, %(id)s, %(topic)s, %(event_id)s, %(email)s, %(now)s)
    ON CONFLICT (organization_id, topic, event_id, email) DO NOTHING RETURNING id
"""
DELETE_OPT_OUT: Final = """
    DELETE FROM mail_opt_outs
    WHERE organization_id = %(organization_id)s AND topic = %(topic)s
        AND event_id IS NOT DISTINCT FROM %(event_id)s::uuid AND email = %(email)s RETURNING id
"""
OF_ADDRESS: Final = """
    SELECT organization_id, topic, event_id, created_at FROM mail_opt_outs WHERE email = %(email)s
"""
LIST_OPT_OUTS: Final = """
    SELECT organization_id, topic, event_id, created_at FROM mail_opt_outs
    WHERE email = %(email)s ORDER BY created_at DESC, id DESC LIMIT %(limit)s
"""
LIST_OPTED_OUT: Final = """
    SELECT email FROM mail_opt_outs
    WHERE organization_id = %(organization_id)s AND topic = %(topic)s
        AND (event_id IS NULL OR event_id = %(event_id)s::uuid) AND email = ANY(%(emails)s)
"""
"""An opt-out of no event counts for all of them."""


def insert_opt_out(
    tx: Transaction, topic: OptOutTopic, event_id: UUID | None, *, email: str
) -> bool:
    """False where the address is unsubscribed already."""
    mine = {"id": new_id(), "email": email.lower(), "now": tx.now}
    return bool(tx.query(INSERT_OPT_OUT, _opt_out_values(tx, topic, event_id, **mine)))


def delete_opt_out(
    tx: Transaction, topic: OptOutTopic, event_id: UUID | None, *, email: str
) -> bool:
    """False where the address was not unsubscribed."""
    values = _opt_out_values(tx, topic, event_id, email=email.lower())
    return bool(tx.query(DELETE_OPT_OUT, values))


def copy_opt_outs(tx: Transaction, old: str, new: str) -> list[tuple[UUID, str, UUID | None]]:
    """As operator, unsubscribe an address from what another is: organization, topic, event."""
    copied = []
    for organization_id, topic, event_id, at in tx.query(OF_ADDRESS, {"email": old.lower()}):
        of = {"organization_id": organization_id, "topic": topic, "event_id": event_id}
        if tx.query(INSERT_OPT_OUT, {**of, "id": new_id(), "email": new.lower(), "now": at}):
            copied.append((organization_id, topic, event_id))
    return copied


def list_opt_outs(tx: Transaction, email: str, *, limit: int = 200) -> list[OptOut]:
    """Of an address in every organization, the latest first."""
    return tx.query(LIST_OPT_OUTS, {"email": email.lower(), "limit": limit}, into=OptOut)


def list_opted_out(
    tx: Transaction, topic: OptOutTopic, event_id: UUID | None, *, emails: Collection[str]
) -> set[str]:
    """Those of the addresses, in small letters, that want none."""
    wanted = [each.lower() for each in emails]
    values = _opt_out_values(tx, topic, event_id, emails=wanted)
    return {email for (email,) in tx.query(LIST_OPTED_OUT, values)}


def _opt_out_values(
    tx: Transaction, topic: OptOutTopic, event_id: UUID | None, **more: Any
) -> dict[str, Any]:
    where = {"organization_id": tx.organization_id, "topic": topic.value, "event_id": event_id}
    return where | more
