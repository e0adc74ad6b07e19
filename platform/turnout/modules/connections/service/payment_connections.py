"""Payment connections: those that payments may go through, with what their adapters can do."""

from typing import Any
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.connections import queries
from turnout.modules.connections.enums import CaptureMode, ConnectionState
from turnout.modules.connections.models import ConnectionRow
from turnout.modules.connections.service.page_fields import fields_of
from turnout.modules.connections.types import PaymentConnection
from turnout_sdk.adapter import Adapter
from turnout_sdk.page_fields import Origins, merged


def list_payment_connections(tx: Transaction) -> list[PaymentConnection]:
    """Active ones in the order in which they are offered; real money keeps test money out.

    A quarantined adapter is shown on the connections page and skipped here.
    """
    found = [_payment_connection(row) for row in queries.list_active(tx, "payments")]
    every = [each for each in found if each is not None]
    live = [each for each in every if each.mode == "live"]
    return live or every


def get_payment_connection(tx: Transaction, connection_id: UUID) -> PaymentConnection | None:
    """One connection whatever its state; None when its adapter is not there at present."""
    return _payment_connection(queries.get_connection(tx, connection_id))


def page_origins(ctx: PublicContext) -> Origins:
    """Merge the origins that an organization's checkout may reach beside our own site."""
    with transaction(ctx) as tx:
        found = list_payment_connections(tx)
    return merged(each.fields.origins for each in found if each.fields and each.has_embedded)


def _payment_connection(row: ConnectionRow) -> PaymentConnection | None:
    found = [
        each for each in runtime.current().adapters.list(row.kind) if each.key == row.adapter_key
    ]
    if not found:
        return None
    return PaymentConnection(
        id=row.id,
        mode=row.mode,
        is_active=row.state == ConnectionState.ACTIVE.value,
        collects_by_hand=row.collects == CaptureMode.BY_HAND.value,
        countries=frozenset(row.countries),
        currencies=frozenset(row.currencies),
        capabilities=found[0].capabilities,
        is_connected_account=_is_connected(found[0], row.settings),
        fields=fields_of(found[0], row.settings),
    )


def _is_connected(adapter: Adapter[Any], settings: dict[str, Any]) -> bool:
    """By the setting that the adapter marks `x-connected-account`; without one, always."""
    marked = [
        name
        for name, described in adapter.schema().get("properties", {}).items()
        if described.get("x-connected-account")
    ]
    return not marked or any(settings.get(name) for name in marked)
