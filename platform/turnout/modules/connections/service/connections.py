"""Use cases of connections: configure, reserve an address, check, remove."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import structlog

from turnout.kernel import clock, runtime
from turnout.kernel.adapters import Busy, Resting
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.addresses import require_callable, require_possible_host
from turnout.kernel.outbound.circuit_breaker import Breaker, Phase
from turnout.kernel.security.crypto import NotGenuine
from turnout.kernel.values import attributes_of, from_attributes
from turnout.modules.connections import policies, queries
from turnout.modules.connections.errors import ConnectionInUse
from turnout.modules.connections.facts import (
    ConnectionChanged,
    ConnectionFailed,
    ConnectionRemoved,
)
from turnout.modules.connections.hooks import use_of
from turnout.modules.connections.models import CaptureMode, ConnectionRow, ConnectionState
from turnout.modules.connections.service.adapters import adapter_of, find_adapter
from turnout.modules.connections.service.gateways import open_gateway, seal, unseal, webhook_url
from turnout.modules.connections.service.payment_connections import list_payment_connections
from turnout.modules.connections.types import (
    Connection,
    NewConnection,
    Opened,
    Options,
    Reservation,
)
from turnout_sdk.adapter import Adapter, Checks, Health, Kind
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Untrusted
from turnout_sdk.time_limits import CALL_SECONDS

CHECK_SECONDS: Final = CALL_SECONDS
RESERVATION: Final = "connections.reservation"
RESERVED_FOR: Final = timedelta(days=1)
PURPOSES: Final = ("", ":find", ":verify", ":read")
"""Calls to a provider, questions about what it was sent earlier, and the two halves of its webhooks
have circuits of their own."""
DESTINATIONS: Final = ("api_base", "endpoint_url", "host", "port")
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


def reserve_connection(ctx: OrganizationContext, kind: str, adapter_key: str) -> Reservation:
    """Name the webhook address of a connection before it is made; nothing is stored.

    Providers give away the secret that an adapter asks for only once they know the address.
    """
    policies.require_can_edit(ctx)
    connection_id = new_id()
    proof = runtime.current().keys.sign(
        RESERVATION,
        ctx.organization_id.bytes + connection_id.bytes,
        expires_at=clock.now() + RESERVED_FOR,
    )
    adapter = adapter_of(kind, adapter_key)
    return Reservation(
        reservation=proof, webhook_url=webhook_url(ctx.organization_id, connection_id, adapter)
    )


def create_connection(ctx: OrganizationContext, new: NewConnection) -> Connection:
    """Store a configured adapter; the settings are judged by the adapter's own model."""
    policies.require_can_edit(ctx)
    adapter = adapter_of(new.kind, new.adapter_key)
    if adapter.kind is Kind.STORAGE and not adapter.capabilities.for_organizations:
        says = "This is for the operator of the platform: it may use rights of the machine."
        raise Invalid(FieldError("/adapter_key", says))
    public, secrets = _split_settings(adapter, new.values)
    _require_possible_options(adapter, new.options)
    with transaction(ctx) as tx:
        connection = ConnectionRow(
            id=_reserved_id(tx, new.reservation) if new.reservation else new_id(),
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
            adapter = adapter_of(connection.kind, connection.adapter_key)
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
        rows = queries.list_connections(tx, kind)
        used = _used_ids(tx, {row.kind for row in rows})
        return [_connection(tx.organization_id, row, used) for row in rows]


def get_connection(ctx: OrganizationContext, connection_id: UUID) -> Connection:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return _one_connection(tx, queries.get_connection(tx, connection_id))


def check_connection(ctx: OrganizationContext, connection_id: UUID) -> Connection:
    """Ask the provider whether the settings work, and keep what it said."""
    policies.require_can_edit(ctx)
    opened = open_gateway(ctx, connection_id)
    health = _ask_health(opened)
    with transaction(ctx) as tx:
        connection = queries.lock_connection(tx, connection_id)
        health = _of_mode(health, connection.mode)
        was_failing = connection.is_healthy is False
        if not health.is_healthy and not was_failing and connection.state == ConnectionState.ACTIVE:
            tx.publish(ConnectionFailed(connection_id=connection_id, kind=connection.kind))
        connection.is_healthy = health.is_healthy
        connection.health_detail = health.detail[:500]
        connection.checked_at = clock.now()
        named = (health.account or "") if health.is_healthy and health.is_live else ""
        if connection.proven_account != named:
            connection.proven_account = named
            tx.publish(ConnectionChanged(connection_id=connection_id, kind=connection.kind))
        queries.save(tx, connection)
        return _one_connection(tx, connection)


def note_outcome(tx: Transaction, connection_id: UUID, *, failure: str = "") -> None:
    """Keep what its use showed of a connection: that it works, or why nothing gets through."""
    connection = queries.lock_connection(tx, connection_id)
    if connection.is_healthy is (not failure) and connection.health_detail == failure:
        return
    if failure and connection.is_healthy is not False:
        tx.publish(ConnectionFailed(connection_id=connection_id, kind=connection.kind))
    connection.is_healthy, connection.health_detail = not failure, failure[:500]
    connection.checked_at = tx.now
    queries.save(tx, connection)


def _change_options(connection: ConnectionRow, options: dict[str, Any]) -> None:
    present = from_attributes(
        Options,
        connection,
        countries=tuple(connection.countries),
        currencies=tuple(connection.currencies),
    )
    wanted = replace(present, **options)
    if wanted != present:
        _require_possible_options(adapter_of(connection.kind, connection.adapter_key), wanted)
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
    rules = runtime.current().rules
    if isinstance(host := values.get("host"), str):
        port = int(values.get("port") or 0)
        require_possible_host(host, port, rules, pointer="/values/host")
    if isinstance(address := values.get("endpoint_url"), str):
        require_callable(address, rules, pointer="/values/endpoint_url")
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
    return _one_connection(tx, connection)


def _reserved_id(tx: Transaction, reservation: str) -> UUID:
    """The id that was reserved by this organization and has not been used yet, or Invalid."""
    over = Invalid(FieldError("/reservation", "This reservation is over. Reserve another one."))
    try:
        named = runtime.current().keys.unsign(RESERVATION, reservation, now=clock.now())
    except NotGenuine:
        raise over from None
    owner, reserved = UUID(bytes=named[:16]), UUID(bytes=named[16:])
    if owner != tx.organization_id or queries.is_taken(tx, reserved):
        raise over
    return reserved


def _one_connection(tx: Transaction, row: ConnectionRow) -> Connection:
    return _connection(tx.organization_id, row, _used_ids(tx, {row.kind}))


def _connection(organization_id: UUID, row: ConnectionRow, used: set[UUID]) -> Connection:
    adapter = find_adapter(row.kind, row.adapter_key)
    return Connection.of(
        row,
        secrets_set=sorted(unseal(organization_id, row.secrets)),
        circuit=_circuit(row),
        webhook_url=webhook_url(organization_id, row.id, adapter) if adapter else None,
        is_used=row.id in used,
    )


def _used_ids(tx: Transaction, kinds: Iterable[str]) -> set[UUID]:
    """Connections that buyers, holders or mails come across, as things are."""
    used = {each.id for each in list_payment_connections(tx)} if "payments" in kinds else set()
    mailers = queries.list_active(tx, "email") if "email" in kinds else ()
    wallets = queries.list_active(tx, Kind.WALLET) if Kind.WALLET in kinds else ()
    first = {each.adapter_key: each.id for each in reversed(wallets)}
    tests = queries.list_active(tx, Kind.CHALLENGE) if Kind.CHALLENGE in kinds else ()
    return used | {each.id for each in (*mailers, *tests[:1])} | set(first.values())


def _circuit(row: ConnectionRow) -> str:
    """The worst of its circuits; `missing` when its adapter is not there at all."""
    current = runtime.current()
    if find_adapter(row.kind, row.adapter_key) is None:
        return "missing"
    breaker = Breaker(current.redis)
    phases = {breaker.phase(row.adapter_key, f"{row.id}{purpose}") for purpose in PURPOSES}
    return next(each for each in (Phase.OPEN, Phase.HALF_OPEN, Phase.CLOSED) if each in phases)
