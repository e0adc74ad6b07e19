"""Use cases of connections: configure, check, open a gateway, choose one for a payment."""

import hashlib
import json
import threading
from collections import OrderedDict
from dataclasses import replace
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit
from uuid import UUID

import structlog

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import CALLED_KINDS, Busy, Resting
from turnout.kernel.context import OrganizationContext, PublicContext, TenantContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.addresses import require_possible_host
from turnout.kernel.outbound.circuit_breaker import Breaker, Phase
from turnout.kernel.outbound.transport import lend_client, lend_connector
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.connections import policies, queries
from turnout.modules.connections.errors import ConnectionInUse, Disabled
from turnout.modules.connections.facts import ConnectionChanged, ConnectionRemoved
from turnout.modules.connections.hooks import use_of
from turnout.modules.connections.models import CaptureMode, ConnectionRow, ConnectionState
from turnout.modules.connections.types import (
    Connection,
    FieldsOnPage,
    NewConnection,
    Opened,
    Options,
    PaymentConnection,
)
from turnout_sdk.adapter import Adapter, Checks, Health, Kind, Services, connect_directly
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Untrusted
from turnout_sdk.page_fields import Origins, merged
from turnout_sdk.time_limits import CALL_SECONDS

CHECK_SECONDS: Final = CALL_SECONDS
MOST_OPENED: Final = 1_000
"""So many gateways are kept open in a process; the one that was used least lately goes first."""
PAGE_FIELDS_FILE: Final = "fields.js"
SECRETS_FIELD: Final = "connections.secrets"
PURPOSES: Final = ("", ":verify", ":read")
"""Calls to a provider and the two halves of its webhooks have circuits of their own."""
DESTINATIONS: Final = ("api_base", "host", "port")
"""Settings of adapters that say where secrets are sent."""
WAIT: Final = (
    "Wait until nothing is under way any more, or end it: let payments go that nobody will pay,"
    " decide about those that are held. Switch the connection off meanwhile, so that no new"
    " payment takes it."
)
REFUND_FIRST: Final = (
    "Refund what may have to be refunded, or switch the connection off instead. With"
    " `gives_up_refunds=true` it is removed all the same: later refunds are for you to send."
)
UNREACHABLE: Final = "The provider could not be reached, or did not answer as it should."

log = structlog.get_logger(__name__)

_opened: Final[OrderedDict[tuple[UUID, int], Opened]] = OrderedDict()
_lock = threading.Lock()


def create_connection(ctx: OrganizationContext, new: NewConnection) -> Connection:
    """Store a configured adapter; the settings are judged by the adapter's own model."""
    policies.require_can_edit(ctx)
    adapter = _adapter_of(new.kind, new.adapter_key)
    public, secrets = _split_settings(adapter, new.values)
    _require_possible_options(adapter, new.options)
    with transaction(ctx) as tx:
        connection = ConnectionRow(
            id=new_id(),
            **attributes_of(new, ("kind", "adapter_key", "name", "mode")),
            settings=public,
            secrets=seal(tx.organization_id, secrets),
            state=ConnectionState.ACTIVE.value,
            position=new.options.position or queries.next_position(tx, new.kind),
            collects=new.options.collects,
            countries=sorted(set(new.options.countries)),
            currencies=sorted(set(new.options.currencies)),
            is_healthy=None,
            health_detail="",
            proven_account="",
            version=1,
        )
        return _save(tx, connection)


def update_connection(
    ctx: OrganizationContext,
    connection_id: UUID,
    *,
    values: dict[str, Any] | None = None,
    options: dict[str, Any] | None = None,
    name: str | None = None,
    state: str | None = None,
    version: int | None = None,
) -> Connection:
    """Change settings and options, rename, switch on or off.

    A secret and an option that are not named keep their value.
    """
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        connection = queries.lock_connection(tx, connection_id)
        if version is not None and version != connection.version:
            raise PreconditionFailed
        if values is not None:
            adapter = _adapter_of(connection.kind, connection.adapter_key)
            known = unseal(tx.organization_id, connection.secrets)
            _require_secrets_again(connection.settings, known, values)
            connection.settings, secrets = _split_settings(
                adapter, connection.settings | known | values
            )
            connection.secrets = seal(tx.organization_id, secrets)
            connection.proven_account = ""
        if options:
            _change_options(connection, options)
        connection.name = name or connection.name
        connection.state = state or connection.state
        connection.version += 1
        return _save(tx, connection)


def delete_connection(
    ctx: OrganizationContext,
    connection_id: UUID,
    *,
    gives_up_refunds: bool = False,
    version: int | None = None,
) -> None:
    """Remove a connection, its secrets at once; ConnectionInUse while payments need it.

    One that payments went through stays as an archived name for the books. Payments that could
    still be refunded through it hold it, unless the caller gives those refunds up.
    """
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        connection = queries.lock_connection(tx, connection_id)
        if version is not None and version != connection.version:
            raise PreconditionFailed
        use = use_of(tx, connection_id)
        if use.pending or (use.refundable and not gives_up_refunds):
            raise ConnectionInUse(WAIT if use.pending else REFUND_FIRST, **attributes_of(use))
        kind = connection.kind
        if not queries.delete_unused(tx, connection):
            connection.state = ConnectionState.ARCHIVED.value
            connection.secrets = seal(tx.organization_id, {})
            connection.proven_account = ""
            connection.version += 1
        tx.publish(ConnectionRemoved(connection_id=connection_id, kind=kind))


def list_connections(ctx: OrganizationContext, kind: str | None = None) -> list[Connection]:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return [_connection(tx.organization_id, row) for row in queries.list_connections(tx, kind)]


def get_connection(ctx: OrganizationContext, connection_id: UUID) -> Connection:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return _connection(tx.organization_id, queries.get_connection(tx, connection_id))


def check_connection(ctx: OrganizationContext, connection_id: UUID) -> Connection:
    """Ask the provider whether the settings work, and keep what it said."""
    policies.require_can_edit(ctx)
    opened = open_gateway(ctx, connection_id)
    health = _ask_health(opened)
    with transaction(ctx) as tx:
        connection = queries.lock_connection(tx, connection_id)
        health = _of_mode(health, connection.mode)
        connection.is_healthy = health.is_healthy
        connection.health_detail = health.detail[:500]
        connection.checked_at = clock.now()
        named = (health.account or "") if health.is_healthy and health.is_live else ""
        if connection.proven_account != named:
            connection.proven_account = named
            tx.publish(ConnectionChanged(connection_id=connection_id, kind=connection.kind))
        queries.save(tx, connection)
        return _connection(tx.organization_id, connection)


def _change_options(connection: ConnectionRow, options: dict[str, Any]) -> None:
    present = from_attributes(
        Options,
        connection,
        countries=tuple(connection.countries),
        currencies=tuple(connection.currencies),
    )
    wanted = replace(present, **options)
    if wanted != present:
        _require_possible_options(_adapter_of(connection.kind, connection.adapter_key), wanted)
    connection.collects = wanted.collects
    connection.countries = sorted(set(wanted.countries))
    connection.currencies = sorted(set(wanted.currencies))
    connection.position = wanted.position or connection.position


def _require_possible_options(adapter: Adapter[Any], options: Options) -> None:
    """Refuse options that are not about payments, or that the adapter cannot do."""
    if adapter.kind is not Kind.PAYMENTS:
        if options.collects != CaptureMode.AT_ONCE or options.countries or options.currencies:
            raise Invalid(FieldError("/options", "Only connections for payments have these."))
        return
    capabilities = adapter.capabilities
    if options.collects == CaptureMode.BY_HAND and not capabilities.separate_capture:
        raise Invalid(FieldError("/options/collects", "This provider collects at once only."))
    if foreign := sorted(set(options.currencies) - capabilities.currencies):
        says = f"This provider does not take {', '.join(foreign)}."
        raise Invalid(FieldError("/options/currencies", says))


def _split_settings(
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
        faults = error.fields or {"": str(error)}
        pointers = {f"/values/{name}".rstrip("/"): why for name, why in faults.items()}
        raise Invalid(*(FieldError(where, why) for where, why in pointers.items())) from error
    if isinstance(host := values.get("host"), str):
        port = int(values.get("port") or 0)
        require_possible_host(host, port, runtime.current().rules, pointer="/values/host")
    names = adapter.secret_names()
    public = {name: value for name, value in values.items() if name not in names}
    return public, {name: value for name, value in values.items() if name in names}


def _require_secrets_again(
    settings: dict[str, Any], secrets: dict[str, Any], values: dict[str, Any]
) -> None:
    """Ask for the secrets again when the address that they are sent to changes."""
    if all(settings.get(name) == values.get(name, settings.get(name)) for name in DESTINATIONS):
        return
    if unnamed := sorted(secrets.keys() - values.keys()):
        says = "Give this again: the address it is sent to changes."
        raise Invalid(*(FieldError(f"/values/{name}", says, "missing") for name in unnamed))


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
    except (Busy, Resting, Declined, Misconfigured, Untrusted) as error:
        return Health(is_healthy=False, detail=str(error))
    except AdapterError as error:
        # One sentence for refused, disconnected and late: a check is no scanner of networks.
        log.info("check failed", adapter=opened.adapter_key, why=str(error))
        return Health(is_healthy=False, detail=UNREACHABLE)


def _of_mode(health: Health, mode: str) -> Health:
    """Call a connection unhealthy whose credentials are of the other mode."""
    if health.is_live is None or health.is_live is (mode == "live"):
        return health
    says = (
        "This key moves real money, but the connection is for tests."
        if health.is_live
        else "This is a key for tests, but the connection is live: nobody would be charged."
    )
    return replace(health, is_healthy=False, detail=says)


def _save(tx: Transaction, connection: ConnectionRow) -> Connection:
    queries.save(tx, connection)
    tx.publish(ConnectionChanged(connection_id=connection.id, kind=connection.kind))
    return _connection(tx.organization_id, connection)


def adapter_catalogue(*, is_signed_in: bool) -> list[dict[str, Any]]:
    """Every installed adapter with its settings' JSON Schema, and the broken ones.

    What a broken one said while it was loaded may name files and versions, so strangers are
    told no more than that it does not work.
    """
    registry = runtime.current().adapters
    working = [{"is_working": True, "problem": "", **each.describe()} for each in registry.list()]
    broken = [
        attributes_of(each, ("kind", "key"))
        | {"is_working": False, "problem": each.reason if is_signed_in else ""}
        for each in registry.broken
    ]
    return [{**each, "is_called": each["kind"] in CALLED_KINDS} for each in working + broken]


def _connection(organization_id: UUID, row: ConnectionRow) -> Connection:
    secrets = unseal(organization_id, row.secrets)
    return Connection.of(row, secrets_set=sorted(secrets), circuit=_circuit(row))


def _circuit(row: ConnectionRow) -> str:
    """The worst of its circuits; `missing` when its adapter is not there at all."""
    current = runtime.current()
    if _find_adapter(row.kind, row.adapter_key) is None:
        return "missing"
    breaker = Breaker(current.redis)
    phases = {breaker.phase(row.adapter_key, f"{row.id}{purpose}") for purpose in PURPOSES}
    return next(each for each in (Phase.OPEN, Phase.HALF_OPEN, Phase.CLOSED) if each in phases)


def open_gateway(ctx: TenantContext, connection_id: UUID) -> Opened:
    """Build the adapter with its secrets, outside any transaction; kept until it is changed."""
    with transaction(ctx) as tx:
        row = queries.get_connection(tx, connection_id)
        if row.state != ConnectionState.ACTIVE.value:
            raise Disabled
        values = row.settings | unseal(tx.organization_id, row.secrets)
    version = (row.id, row.version)
    with _lock:
        if version in _opened:
            _opened.move_to_end(version)
            return _opened[version]
    # Webhooks of other kinds have no route, so their adapters are told of none.
    is_heard = row.kind == Kind.PAYMENTS
    hook = f"/hooks/v1/payments/{ctx.organization_id}/{row.id}" if is_heard else ""
    opened = _build_gateway(row.kind, row.adapter_key, values, connection_id=row.id, hook=hook)
    with _lock:
        _opened[version] = opened
        while len(_opened) > MOST_OPENED:
            _opened.popitem(last=False)
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
    return _build_gateway("email", "smtp", values, connection_id=None, hook="")


def _adapter_of(kind: str, key: str) -> Adapter[Any]:
    adapter = _find_adapter(kind, key)
    if adapter is None:
        raise Invalid(FieldError("/adapter_key", f"No adapter {key} for {kind} is installed."))
    return adapter


def _find_adapter(kind: str, key: str) -> Adapter[Any] | None:
    """The installed adapter; None when it is not there, or quarantined."""
    every = runtime.current().adapters.list(kind)
    return next((each for each in every if each.key == key), None)


def _build_gateway(
    kind: str, key: str, values: dict[str, Any], *, connection_id: UUID | None, hook: str
) -> Opened:
    current = runtime.current()
    adapter = _adapter_of(kind, key)
    services = Services(
        http=lend_client(current.rules),
        now=clock.now,
        public_url=current.settings.public_url,
        webhook_url=urljoin(current.settings.public_url, hook) if hook else None,
        # The operator's own mail server may stand in the operator's own network.
        connect=lend_connector(current.rules) if connection_id else connect_directly,
    )
    return Opened(
        connection_id=connection_id,
        adapter_key=key,
        port=adapter.open(values, services),
        capabilities=adapter.capabilities,
    )


def seal(organization_id: UUID, secrets: dict[str, Any]) -> bytes:
    return runtime.current().keys.seal(
        json.dumps(secrets).encode(), organization_id=organization_id, field=SECRETS_FIELD
    )


def unseal(organization_id: UUID, sealed: bytes) -> dict[str, Any]:
    raw = runtime.current().keys.open(sealed, organization_id=organization_id, field=SECRETS_FIELD)
    values: dict[str, Any] = json.loads(raw)
    return values


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


def find_module(digest: str) -> bytes | None:
    """The module with this very content, of an adapter that works; None when there is none.

    The address names no adapter: buyers are not told through whom an organization is paid.
    """
    declared = (each.page_fields for each in runtime.current().adapters.list())
    modules = (each.read() for each in declared if each is not None)
    return next((content for content in modules if _digest(content) == digest), None)


def _settings_on_page(
    adapter: Adapter[Any], settings: dict[str, Any], *, is_production: bool
) -> dict[str, Any]:
    known = adapter.settings.model_fields
    defaults = {name: each.default for name, each in known.items() if not each.is_required()}
    fixed = _marked(adapter, "x-fixed-in-production") if is_production else ()
    return defaults | {name: value for name, value in settings.items() if name not in fixed}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


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
    adapter = _find_adapter(row.kind, row.adapter_key)
    if adapter is None:
        return None
    return PaymentConnection(
        id=row.id,
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
    marked = _marked(adapter, "x-connected-account")
    return not marked or any(settings.get(name) for name in marked)


def _marked(adapter: Adapter[Any], mark: str) -> list[str]:
    """The settings that the adapter's own schema marks with this word."""
    described = adapter.schema().get("properties", {})
    return [name for name, each in described.items() if each.get(mark)]
