"""Connections that payments go through or that judge challenges; providers on our own pages."""

import hashlib
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.connections import queries
from turnout.modules.connections.models import CaptureMode, ConnectionRow, ConnectionState
from turnout.modules.connections.service.adapters import FIXED, find_adapter, marked
from turnout.modules.connections.types import (
    ChallengeConnection,
    FieldsOnPage,
    PaymentConnection,
)
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.page_fields import Origins, merged

PAGE_FIELDS_FILE: Final = "fields.js"


def list_payment_connections(tx: Transaction) -> list[PaymentConnection]:
    """Active ones in the order in which they are offered; real money keeps test money out.

    A quarantined adapter is shown on the connections page and skipped here.
    """
    found = [_payment_connection(row) for row in queries.list_active(tx, "payments")]
    every = [each for each in found if each is not None]
    live = [each for each in every if each.mode == "live"]
    return live or every


def get_payment_connection(tx: Transaction, connection_id: UUID | None) -> PaymentConnection | None:
    """One connection whatever its state; None without one, or when its adapter is not there."""
    if connection_id is None:
        return None
    return _payment_connection(queries.get_connection(tx, connection_id))


def page_origins(ctx: PublicContext) -> Origins:
    """Merge the origins that an organization's checkout may reach beside our own site."""
    with transaction(ctx) as tx:
        found = list_payment_connections(tx)
    return merged(each.fields.origins for each in found if each.fields and each.has_embedded)


def find_challenge_connection(ctx: PublicContext) -> ChallengeConnection | None:
    """The connection that judges challenges: the first that is switched on and installed.

    None where there is none, or its widget cannot stand on a page: a proof of work stays.
    """
    with transaction(ctx) as tx:
        row = queries.find_first_active(tx, Kind.CHALLENGE)
        adapter = find_adapter(row.kind, row.adapter_key) if row is not None else None
        fields = fields_of(adapter, row.settings) if row is not None and adapter else None
        if row is None or adapter is None or fields is None:
            return None
        return ChallengeConnection(id=row.id, title=adapter.title, fields=fields)


def _payment_connection(row: ConnectionRow) -> PaymentConnection | None:
    adapter = find_adapter(row.kind, row.adapter_key)
    if adapter is None:
        return None
    return PaymentConnection(
        id=row.id,
        title=adapter.title,
        mode=row.mode,
        is_active=row.state == ConnectionState.ACTIVE.value,
        collects_by_hand=row.collects == CaptureMode.BY_HAND.value,
        countries=frozenset(row.countries),
        currencies=frozenset(row.currencies),
        capabilities=adapter.capabilities,
        is_connected_account=_is_connected(adapter, row.settings),
        fields=fields_of(adapter, row.settings),
    )


def _is_connected(adapter: Adapter[Any], settings: dict[str, Any]) -> bool:
    """By the setting that the adapter marks `x-connected-account`; without one, always."""
    names = marked(adapter, "x-connected-account")
    return not names or any(settings.get(name) for name in names)


def fields_of(adapter: Adapter[Any], settings: dict[str, Any]) -> FieldsOnPage | None:
    """The fields that a connection shows on a page; None where it can show none.

    In production an address that is fixed there is its adapter's, whatever is stored, and only
    https counts.
    """
    declared = adapter.page_fields
    if declared is None:
        return None
    is_production = runtime.current().settings.is_production
    values = _settings_on_page(adapter, settings, is_production=is_production)
    origins = declared.origins(values, is_secure=is_production)
    if origins is None:
        return None
    module = f"/adapters/{_digest(declared.read())}/{PAGE_FIELDS_FILE}"
    return FieldsOnPage(module=module, origins=origins)


def _settings_on_page(
    adapter: Adapter[Any], settings: dict[str, Any], *, is_production: bool
) -> dict[str, Any]:
    known = adapter.settings.model_fields
    defaults = {name: each.default for name, each in known.items() if not each.is_required()}
    fixed = marked(adapter, FIXED) if is_production else ()
    return defaults | {name: value for name, value in settings.items() if name not in fixed}


def find_module(digest: str) -> bytes | None:
    """The module with this very content, of an adapter that works; None when there is none.

    The address names no adapter: buyers are not told through whom an organization is paid.
    """
    declared = (each.page_fields for each in runtime.current().adapters.list())
    modules = (each.read() for each in declared if each is not None)
    return next((content for content in modules if _digest(content) == digest), None)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
