"""Gateways: a connection's adapter, built with its secrets and kept until they change."""

import json
import threading
from collections import OrderedDict
from functools import lru_cache
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit
from uuid import UUID

import msgspec

from turnout.kernel import clock, codec, runtime
from turnout.kernel.context import TenantContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.outbound.internal_services import internal_client, internal_trust
from turnout.kernel.outbound.transport import TOTAL_SECONDS, lend_client, lend_connector
from turnout.kernel.values import from_attributes
from turnout.modules.connections import queries
from turnout.modules.connections.errors import Disabled
from turnout.modules.connections.models import ConnectionState
from turnout.modules.connections.service.adapters import adapter_of
from turnout.modules.connections.types import Opened, SealedConnection
from turnout_sdk.adapter import Adapter, Kind, Services, connect_directly
from turnout_sdk.payments import Points, Verifies
from turnout_sdk.time_limits import STORAGE_SECONDS

MOST_OPENED: Final = 1_000
"""So many gateways are kept open in a process; the one that was used least lately goes first."""
HEARD_KINDS: Final = frozenset({Kind.PAYMENTS, Kind.EMAIL, Kind.SMS})
"""Kinds whose providers' webhooks have a route."""
SECRETS_FIELD: Final = "connections.secrets"

_opened: Final[OrderedDict[tuple[UUID, bytes], Opened]] = OrderedDict()
"""By connection and its sealed secrets, which are sealed anew with every change of settings."""
_lock = threading.Lock()


def open_gateway(ctx: TenantContext, connection_id: UUID) -> Opened:
    """Build the adapter with its secrets, outside any transaction; kept until it is changed."""
    with transaction(ctx) as tx:
        row = queries.get_connection(tx, connection_id)
        if row.state != ConnectionState.ACTIVE.value:
            raise Disabled
        sealed = from_attributes(SealedConnection, row)
    return open_sealed(ctx.organization_id, sealed)


def open_sealed(organization_id: UUID, sealed: SealedConnection) -> Opened:
    """The same of an organization's connection that was read before."""
    version = (sealed.id, sealed.secrets)
    with _lock:
        if version in _opened:
            _opened.move_to_end(version)
            return _opened[version]
    kind, key = sealed.kind, sealed.adapter_key
    values = sealed.settings | unseal(organization_id, sealed.secrets)
    # Webhooks of other kinds have no route, so their adapters are told of none.
    hook = _hook(kind, organization_id, sealed.id) if kind in HEARD_KINDS else ""
    opened = _build_gateway(kind, key, values, connection_id=sealed.id, hook=hook)
    with _lock:
        # Another thread may have built the same meanwhile: one is kept, with its connections.
        opened = _opened.setdefault(version, opened)
        while len(_opened) > MOST_OPENED:
            _opened.popitem(last=False)
    return opened


def open_platform_mailer() -> Opened:
    """The platform's own mail server, from the settings."""
    url = runtime.current().settings.smtp_url.get_secret_value()
    parts = urlsplit(url)
    values = {
        "host": parts.hostname or "127.0.0.1",
        "port": parts.port or 25,
        "security": {"smtps": "tls", "smtp+starttls": "starttls"}.get(parts.scheme, "none"),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }
    return _build_gateway("email", "smtp", values, connection_id=None, hook="")


def open_operator_adapter(kind: str, key: str, values: dict[str, Any]) -> Opened:
    """An adapter with settings of the operator's, for what no organization connects.

    Misconfigured or Invalid for settings that are none.
    """
    return _build_gateway(kind, key, values, connection_id=None, hook="")


@lru_cache(maxsize=32)
def settings_by_adapter(said: str, *, setting: str) -> dict[str, dict[str, Any]]:
    """What the operator said of adapters in a setting, as JSON: key of an adapter → its settings.

    ValueError names what is wrong with it, and never its secrets.
    """
    try:
        return codec.decode(said, dict[str, dict[str, Any]])
    except msgspec.MsgspecError as error:
        raise ValueError(f"{setting}: {error}") from None


def open_internal_adapter(kind: str, key: str, values: dict[str, Any]) -> Opened:
    """An adapter for a server in the operator's own network, which guarded calls do not reach.

    Misconfigured or Invalid for settings that are none.
    """
    current = runtime.current()
    adapter = adapter_of(kind, key)
    services = Services(
        http=internal_client(current.settings.ca_file),
        now=clock.now,
        public_url=current.settings.public_url,
    )
    return Opened(
        connection_id=None,
        adapter_key=key,
        port=adapter.open(values, services),
        capabilities=adapter.capabilities,
    )


def _build_gateway(
    kind: str, key: str, values: dict[str, Any], *, connection_id: UUID | None, hook: str
) -> Opened:
    current = runtime.current()
    adapter = adapter_of(kind, key)
    # A file takes longer than any other call.
    seconds = STORAGE_SECONDS if adapter.kind is Kind.STORAGE else TOTAL_SECONDS
    ca_file = current.settings.ca_file
    services = Services(
        http=lend_client(current.rules, total_seconds=seconds),
        now=clock.now,
        public_url=current.settings.public_url,
        webhook_url=urljoin(current.settings.public_url, hook) if hook else None,
        # The operator's own mail server may stand in the operator's own network.
        connect=lend_connector(current.rules) if connection_id else connect_directly,
        tls=internal_trust(ca_file) if ca_file and not connection_id else None,
    )
    return Opened(
        connection_id=connection_id,
        adapter_key=key,
        port=adapter.open(values, services),
        capabilities=adapter.capabilities,
    )


def webhook_url(organization_id: UUID, connection_id: UUID, adapter: Adapter[Any]) -> str | None:
    """Where the provider is to deliver; None when it delivers nothing."""
    build = adapter.build
    # Of a factory that is no class nobody can tell what it builds.
    hears = not isinstance(build, type) or issubclass(build, Verifies | Points)
    if adapter.kind not in HEARD_KINDS or not hears:
        return None
    public_url = runtime.current().settings.public_url
    return urljoin(public_url, _hook(adapter.kind, organization_id, connection_id))


def _hook(kind: str, organization_id: UUID, connection_id: UUID) -> str:
    return f"/hooks/v1/{kind}/{organization_id}/{connection_id}"


def seal(organization_id: UUID, secrets: dict[str, Any]) -> bytes:
    return runtime.current().keys.seal(
        json.dumps(secrets).encode(), organization_id=organization_id, field=SECRETS_FIELD
    )


def unseal(organization_id: UUID, sealed: bytes) -> dict[str, Any]:
    raw = runtime.current().keys.open(sealed, organization_id=organization_id, field=SECRETS_FIELD)
    values: dict[str, Any] = json.loads(raw)
    return values
