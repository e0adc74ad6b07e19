"""Use cases of connections: configure, check, and open one for whoever needs the provider."""

import json
import threading
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext, TenantContext
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.kernel.ids import new_id
from turnout.kernel.outbound_addresses import require_reachable
from turnout.kernel.outbound_transport import lend_client
from turnout.kernel.tx import Transaction, transaction
from turnout.modules.connections import policies, queries
from turnout.modules.connections.errors import Disabled
from turnout.modules.connections.facts import ConnectionChanged
from turnout.modules.connections.models import Connection, ConnectionState
from turnout.modules.connections.records import (
    ConnectionRef,
    ConnectionView,
    NewConnection,
    Opened,
)
from turnout_sdk.adapter import Adapter, Checks, Health, Services
from turnout_sdk.errors import AdapterError, Misconfigured

FIELD: Final = "connections.secrets"
CHECK_SECONDS = 5.0
PLACES: Final = ("api_base", "host", "port")
"""Settings of adapters that say where secrets are sent."""
_opened: dict[tuple[UUID, int], Opened] = {}
_lock = threading.Lock()


def configure_connection(ctx: OrganizationContext, new: NewConnection) -> ConnectionView:
    """Store a configured adapter; the settings are judged by the adapter's own model."""
    policies.require_can_edit(ctx)
    adapter = _adapter(new.kind, new.adapter_key)
    public, secrets = _checked(adapter, new.values)
    with transaction(ctx) as tx:
        connection = Connection(
            id=new_id(),
            kind=new.kind,
            adapter_key=new.adapter_key,
            name=new.name,
            mode=new.mode,
            settings=public,
            secrets=_seal(tx.organization_id, secrets),
            state=ConnectionState.ACTIVE.value,
            position=queries.next_position(tx, new.kind),
            is_healthy=None,
            health_detail="",
            version=1,
        )
        return _save(tx, connection)


def change_connection(
    ctx: OrganizationContext,
    connection_id: UUID,
    *,
    values: dict[str, Any] | None = None,
    name: str | None = None,
    state: str | None = None,
    version: int | None = None,
) -> ConnectionView:
    """Change settings (a secret that is not named keeps its value), rename, switch on or off."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        connection = queries.lock_connection(tx, connection_id)
        if version is not None and version != connection.version:
            raise PreconditionFailed
        if values is not None:
            adapter = _adapter(connection.kind, connection.adapter_key)
            known = _unseal(tx.organization_id, connection.secrets)
            _keep_from_elsewhere(connection.settings, known, values)
            connection.settings, secrets = _checked(adapter, connection.settings | known | values)
            connection.secrets = _seal(tx.organization_id, secrets)
        connection.name = name or connection.name
        connection.state = state or connection.state
        connection.version += 1
        return _save(tx, connection)


def list_connections(ctx: OrganizationContext, kind: str | None = None) -> list[ConnectionView]:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return [_view(tx.organization_id, row) for row in queries.list_connections(tx, kind)]


def get_connection(ctx: OrganizationContext, connection_id: UUID) -> ConnectionView:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return _view(tx.organization_id, queries.get_connection(tx, connection_id))


def check_connection(ctx: OrganizationContext, connection_id: UUID) -> ConnectionView:
    """Ask the provider whether the settings work, and keep what it said."""
    policies.require_can_edit(ctx)
    opened = open_gateway(ctx, connection_id)
    health = _ask_health(opened)
    with transaction(ctx) as tx:
        connection = queries.lock_connection(tx, connection_id)
        connection.is_healthy = health.is_healthy
        connection.health_detail = health.detail[:500]
        connection.checked_at = clock.now()
        queries.save(tx, connection)
        return _view(tx.organization_id, connection)


def find_payment_connection(tx: Transaction, currency: str) -> ConnectionRef | None:
    """The first active payments connection whose adapter takes the currency."""
    for row in queries.list_active(tx, "payments"):
        try:
            adapter = _adapter(row.kind, row.adapter_key)
        except Invalid:
            continue  # quarantined or gone: shown on the connections page, skipped here
        currencies = adapter.capabilities.currencies
        if not currencies or currency in currencies:
            return ConnectionRef(
                id=row.id, kind=row.kind, adapter_key=row.adapter_key, mode=row.mode
            )
    return None


def open_gateway(ctx: TenantContext, connection_id: UUID) -> Opened:
    """Build the adapter with its secrets, outside any transaction; kept until it is changed."""
    with transaction(ctx) as tx:
        row = queries.get_connection(tx, connection_id)
        if row.state != ConnectionState.ACTIVE.value:
            raise Disabled
        kept = _opened.get((row.id, row.version))
        values = row.settings | _unseal(tx.organization_id, row.secrets)
    _require_reachable(values)
    if kept is not None:
        return kept
    hook = f"/hooks/v1/{row.kind}/{ctx.organization_id}/{row.id}"
    opened = _build(row.kind, row.adapter_key, values, connection_id=row.id, hook=hook)
    with _lock:
        _opened[row.id, row.version] = opened
    return opened


def open_mailer(ctx: TenantContext | None) -> Opened:
    """The organization's own e-mail connection, else the platform's from the settings."""
    if ctx is not None:
        with transaction(ctx) as tx:
            rows = queries.list_active(tx, "email")
        if rows:
            return open_gateway(ctx, rows[0].id)
    url = runtime.current().settings.smtp_url.get_secret_value()
    parts = urlsplit(url)
    values = {
        "host": parts.hostname or "127.0.0.1",
        "port": parts.port or 25,
        "security": {"smtps": "tls", "smtp+starttls": "starttls"}.get(parts.scheme, "none"),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }
    return _build("email", "smtp", values, connection_id=None, hook="")


def adapter_catalogue() -> list[dict[str, Any]]:
    """Every installed adapter with its settings' JSON Schema, and the broken ones with why."""
    registry = runtime.current().adapters
    working = [{"is_working": True, "problem": "", **each.describe()} for each in registry.list()]
    broken = [
        {"kind": each.kind, "key": each.key, "is_working": False, "problem": each.reason}
        for each in registry.broken
    ]
    return working + broken


def _adapter(kind: str, key: str) -> Adapter[Any]:
    found = [each for each in runtime.current().adapters.list(kind) if each.key == key]
    if not found:
        raise Invalid(FieldError("/adapter_key", f"No adapter {key} for {kind} is installed."))
    return found[0]


def _checked(
    adapter: Adapter[Any], values: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The settings, split into what may be shown and what may not; or Invalid by field."""
    settings = runtime.current().settings
    base = adapter.settings.model_fields.get("api_base")
    if settings.is_production and base and values.get("api_base", base.default) != base.default:
        raise Invalid(FieldError("/values/api_base", "The provider's address is fixed here."))
    try:
        adapter.configure(values)
    except Misconfigured as error:
        raise Invalid(FieldError("/values", str(error))) from error
    names = adapter.secret_names()
    public = {name: value for name, value in values.items() if name not in names}
    return public, {name: values[name] for name in values if name in names}


def _keep_from_elsewhere(
    settings: dict[str, Any], secrets: dict[str, Any], values: dict[str, Any]
) -> None:
    """A secret that nobody may read is not sent to a new address either: it is typed again."""
    if all(settings.get(name) == values.get(name, settings.get(name)) for name in PLACES):
        return
    if unnamed := sorted(secrets.keys() - values.keys()):
        says = "Give this again: the address it is sent to changes."
        raise Invalid(*(FieldError(f"/values/{name}", says, "missing") for name in unnamed))


def _require_reachable(values: dict[str, Any]) -> None:
    """Adapters that open sockets of their own call no host inside; lent clients see to it."""
    host, port = values.get("host"), values.get("port")
    if isinstance(host, str):
        require_reachable(host, int(port or 0), runtime.current().rules)


def _build(
    kind: str, key: str, values: dict[str, Any], *, connection_id: UUID | None, hook: str
) -> Opened:
    current = runtime.current()
    adapter = _adapter(kind, key)
    services = Services(
        http=lend_client(current.rules),
        now=clock.now,
        public_url=current.settings.public_url,
        webhook_url=urljoin(current.settings.public_url, hook) if hook else None,
    )
    return Opened(
        connection_id=connection_id,
        adapter_key=key,
        port=adapter.open(values, services),
        capabilities=adapter.capabilities,
    )


def _ask_health(opened: Opened) -> Health:
    if not isinstance(opened.port, Checks):
        return Health(is_healthy=True, detail="This adapter has no check of its own.")
    try:
        return runtime.current().calls.call(
            opened.adapter_key,
            opened.connection_id or "platform",
            opened.port.health,
            timeout_seconds=CHECK_SECONDS,
        )
    except AdapterError as error:
        return Health(is_healthy=False, detail=str(error))


def _save(tx: Transaction, connection: Connection) -> ConnectionView:
    queries.save(tx, connection)
    tx.record(ConnectionChanged(connection_id=connection.id, kind=connection.kind))
    return _view(tx.organization_id, connection)


def _seal(organization_id: UUID, secrets: dict[str, Any]) -> bytes:
    return runtime.current().keys.seal(
        json.dumps(secrets).encode(), organization_id=organization_id, field=FIELD
    )


def _unseal(organization_id: UUID, sealed: bytes) -> dict[str, Any]:
    raw = runtime.current().keys.open(sealed, organization_id=organization_id, field=FIELD)
    values: dict[str, Any] = json.loads(raw)
    return values


def _view(organization_id: UUID, row: Connection) -> ConnectionView:
    return ConnectionView(
        id=row.id,
        kind=row.kind,
        adapter_key=row.adapter_key,
        name=row.name,
        mode=row.mode,
        settings=row.settings,
        secrets_set=sorted(_unseal(organization_id, row.secrets)),
        state=row.state,
        position=row.position,
        is_healthy=row.is_healthy,
        health_detail=row.health_detail,
        checked_at=row.checked_at,
        version=row.version,
    )
