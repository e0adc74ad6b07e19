"""Gateways: a connection's adapter built with its unsealed secrets, ready for calls."""

import json
import threading
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import TenantContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.outbound.addresses import require_reachable
from turnout.kernel.outbound.transport import lend_client
from turnout.modules.connections import queries
from turnout.modules.connections.enums import ConnectionState
from turnout.modules.connections.errors import Disabled
from turnout.modules.connections.types import Opened
from turnout_sdk.adapter import Adapter, Services

_opened: Final[dict[tuple[UUID, int], Opened]] = {}
_lock = threading.Lock()


def open_gateway(ctx: TenantContext, connection_id: UUID) -> Opened:
    """Build the adapter with its secrets, outside any transaction; kept until it is changed."""
    with transaction(ctx) as tx:
        row = queries.get_connection(tx, connection_id)
        if row.state != ConnectionState.ACTIVE.value:
            raise Disabled
        kept = _opened.get((row.id, row.version))
        values = row.settings | unseal(tx.organization_id, row.secrets)
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


def adapter_of(kind: str, key: str) -> Adapter[Any]:
    found = [each for each in runtime.current().adapters.list(kind) if each.key == key]
    if not found:
        raise Invalid(FieldError("/adapter_key", f"No adapter {key} for {kind} is installed."))
    return found[0]


def _require_reachable(values: dict[str, Any]) -> None:
    """Adapters that open sockets of their own call no host inside; lent clients see to it."""
    host, port = values.get("host"), values.get("port")
    if isinstance(host, str):
        require_reachable(host, int(port or 0), runtime.current().rules)


def _build(
    kind: str, key: str, values: dict[str, Any], *, connection_id: UUID | None, hook: str
) -> Opened:
    current = runtime.current()
    adapter = adapter_of(kind, key)
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


FIELD: Final = "connections.secrets"


def seal(organization_id: UUID, secrets: dict[str, Any]) -> bytes:
    return runtime.current().keys.seal(
        json.dumps(secrets).encode(), organization_id=organization_id, field=FIELD
    )


def unseal(organization_id: UUID, sealed: bytes) -> dict[str, Any]:
    raw = runtime.current().keys.open(sealed, organization_id=organization_id, field=FIELD)
    values: dict[str, Any] = json.loads(raw)
    return values
