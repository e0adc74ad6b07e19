"""An organization's own fields of events: the schema, and values that keep to it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from turnout.kernel import codec
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import Invalid, require_version
from turnout.kernel.values import from_attributes
from turnout.modules.events import policies
from turnout.modules.events.custom_fields import cleaned, schema_errors, value_errors
from turnout.modules.events.facts import FieldSchemaChanged
from turnout.modules.events.models import FieldSchemaRow
from turnout.modules.events.queries import events as queries
from turnout.modules.events.types import CustomField, Event, FieldSchema, ShownField


def read_field_schema(ctx: OrganizationContext) -> FieldSchema:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return _schema(queries.find_fields(tx))


def replace_field_schema(
    ctx: OrganizationContext, fields: tuple[CustomField, ...], *, version: int | None
) -> FieldSchema:
    """State all fields anew.

    Values that no longer fit stay until they are changed, or until publishing asks about them.
    """
    policies.require_can_manage_fields(ctx)
    if errors := schema_errors(fields):
        raise Invalid(*errors)
    with transaction(ctx) as tx:
        row = queries.lock_fields(tx)
        require_version(version, row.version if row else 0)
        if row is None:
            row = FieldSchemaRow(version=0)
            tx.add(row)
        row.fields = [asdict(field) for field in fields]
        row.updated_at = tx.now
        row.version += 1
        tx.publish(FieldSchemaChanged())
        return _schema(row)


def fields_of(tx: Transaction) -> tuple[CustomField, ...]:
    return _schema(queries.find_fields(tx)).fields


def shown_fields(tx: Transaction, event: Event) -> tuple[ShownField, ...]:
    """The event's values of those fields that everybody may see; no statement without a value."""
    if not event.custom:
        return ()
    return tuple(
        from_attributes(ShownField, each, value=event.custom[each.key])
        for each in fields_of(tx)
        if each.is_public and each.key in event.custom
    )


def require_values(tx: Transaction, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are kept, or Invalid naming each that does not fit its field."""
    kept = cleaned(values)
    if errors := value_errors(fields_of(tx), kept):
        raise Invalid(*errors)
    return kept


def _schema(row: FieldSchemaRow | None) -> FieldSchema:
    if row is None:
        return FieldSchema()
    fields = codec.convert(row.fields, tuple[CustomField, ...])
    return FieldSchema(fields=fields, version=row.version)
