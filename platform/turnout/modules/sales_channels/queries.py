"""Every statement of channel settings."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from psycopg.errors import ForeignKeyViolation, UniqueViolation

from turnout.kernel.db.tx import Transaction, as_json
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import new_id
from turnout.modules.inventory.sql_fragments import ALLOTMENTS
from turnout.modules.sales_channels.errors import ChannelSettingNotFound, ChannelSettingTaken
from turnout.modules.sales_channels.types import ChannelSetting, NewChannelSetting, SoldThrough
from turnout.modules.sales_partners.sql_fragments import PARTNER_NAMES

SETTINGS: Final = f"""
    SELECT s.id, s.event_id, s.ticket_type_id, s.channel, s.sales_partner_id,
        p.name AS sales_partner_name, s.is_sold, s.most, s.places, s.return_at, s.returned_at,
        s.prices, s.version, s.created_at, s.allotment_id, a.sold, a.kept, a.free
    FROM channel_settings s
    JOIN {ALLOTMENTS} a ON a.organization_id = s.organization_id AND a.allotment_id = s.allotment_id
    LEFT JOIN {PARTNER_NAMES} p ON p.organization_id = s.organization_id
        AND p.sales_partner_id = s.sales_partner_id
    WHERE s.organization_id = %(organization_id)s
"""
OF_EVENT: Final = f"""
    {SETTINGS} AND s.event_id = %(event_id)s ORDER BY s.ticket_type_id, s.channel, p.name, s.id
"""
ONE: Final = f"{SETTINGS} AND s.event_id = %(event_id)s AND s.id = %(id)s"
LOCK: Final = """
    SELECT id FROM channel_settings
    WHERE organization_id = %(organization_id)s AND event_id = %(event_id)s AND id = %(id)s
    FOR UPDATE
"""
INSERT: Final = """
    INSERT INTO channel_settings (organization_id, id, event_id, ticket_type_id, allotment_id,
        channel, sales_partner_id, is_sold, most, places, return_at, prices, version,
        created_at, created_by)
    VALUES (%(organization_id)s, %(id)s, %(event_id)s, %(ticket_type_id)s, %(id)s,
        %(channel)s, %(sales_partner_id)s, %(is_sold)s, %(most)s, %(places)s, %(return_at)s,
        %(prices)s::jsonb, 1, %(now)s, %(created_by)s)
"""
UPDATE: Final = """
    UPDATE channel_settings SET is_sold = %(is_sold)s, most = %(most)s, places = %(places)s,
        return_at = %(return_at)s, returned_at = %(returned_at)s, prices = %(prices)s::jsonb,
        version = version + 1
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
MOVE: Final = """
    UPDATE channel_settings SET allotment_id = %(allotment_id)s
    WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
DELETE: Final = """
    DELETE FROM channel_settings WHERE organization_id = %(organization_id)s AND id = %(id)s
"""
IS_LEFT: Final = """
    SELECT EXISTS (SELECT FROM channel_settings WHERE organization_id = %(organization_id)s
        AND ticket_type_id = %(ticket_type_id)s)
"""
SOLD_THROUGH: Final = """
    SELECT DISTINCT ON (ticket_type_id) ticket_type_id, is_sold, allotment_id, prices
    FROM channel_settings
    WHERE organization_id = %(organization_id)s AND ticket_type_id = ANY(%(type_ids)s)
        AND channel = %(channel)s
        AND (sales_partner_id IS NULL OR sales_partner_id = %(sales_partner_id)s)
    ORDER BY ticket_type_id, sales_partner_id NULLS LAST
"""
"""A partner's own settings go before those of all partners."""
DUE: Final = """
    SELECT organization_id, event_id, id FROM channel_settings
    WHERE returned_at IS NULL AND return_at <= %(now)s ORDER BY return_at LIMIT %(limit)s
"""


def list_settings(tx: Transaction, event_id: UUID) -> list[ChannelSetting]:
    """An event's settings by ticket type and channel."""
    return tx.query(OF_EVENT, tx.here(event_id=event_id), into=ChannelSetting)


def get_setting(tx: Transaction, event_id: UUID, setting_id: UUID) -> ChannelSetting:
    """The settings, or ChannelSettingNotFound."""
    for found in tx.query(ONE, tx.here(event_id=event_id, id=setting_id), into=ChannelSetting):
        return found
    raise ChannelSettingNotFound


def lock_setting(tx: Transaction, event_id: UUID, setting_id: UUID) -> None:
    """Let one at a time change it."""
    if not tx.query(LOCK, tx.here(event_id=event_id, id=setting_id)):
        raise ChannelSettingNotFound


def insert_setting(tx: Transaction, event_id: UUID, new: NewChannelSetting) -> UUID:
    setting_id = new_id()
    values = {name: getattr(new, name) for name in NewChannelSetting.__dataclass_fields__}
    values["prices"] = as_json(dict(new.prices))
    said = tx.here(id=setting_id, event_id=event_id, created_by=str(tx.ctx.actor), **values)
    try:
        tx.query(INSERT, said)
    except UniqueViolation as error:
        raise ChannelSettingTaken from error
    except ForeignKeyViolation as error:
        says = "The organization has no such sales partner."
        raise Invalid(FieldError("/sales_partner_id", says)) from error
    return setting_id


def update_setting(tx: Transaction, setting_id: UUID, values: Mapping[str, Any]) -> None:
    stored = {**values, "prices": as_json(dict(values["prices"]))}
    tx.query(UPDATE, tx.here(id=setting_id, **stored))


def set_allotment(tx: Transaction, setting_id: UUID, allotment_id: UUID) -> None:
    tx.query(MOVE, tx.here(id=setting_id, allotment_id=allotment_id))


def delete_setting(tx: Transaction, setting: ChannelSetting) -> bool:
    """Delete it; whether its ticket type has others."""
    tx.query(DELETE, tx.here(id=setting.id))
    [(is_left,)] = tx.query(IS_LEFT, tx.here(ticket_type_id=setting.ticket_type_id))
    return bool(is_left)


def list_sold_through(
    tx: Transaction,
    type_ids: Collection[UUID],
    *,
    channel: str,
    sales_partner_id: UUID | None,
) -> dict[UUID, SoldThrough]:
    """Ticket type → how it is sold through a channel; those without settings are left out."""
    where = tx.here(type_ids=list(type_ids), channel=channel, sales_partner_id=sales_partner_id)
    return {
        type_id: SoldThrough(is_sold, allotment_id, prices)
        for type_id, is_sold, allotment_id, prices in tx.query(SOLD_THROUGH, where)
    }


def list_due(tx: Transaction, *, limit: int) -> list[tuple[UUID, UUID, UUID]]:
    """(organization, event, settings) whose return date has come; asked by the job."""
    return tx.query(DUE, {"now": tx.now, "limit": limit})
