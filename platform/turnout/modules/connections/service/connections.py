"""Connections: configure, change, list and check them; the catalogue of installed adapters."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, PreconditionFailed
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.circuit_breaker import Breaker, Phase
from turnout.modules.connections import policies, queries
from turnout.modules.connections.enums import CaptureMode, ConnectionState
from turnout.modules.connections.facts import ConnectionChanged
from turnout.modules.connections.models import ConnectionRow
from turnout.modules.connections.service.gateways import adapter_of, open_gateway, seal, unseal
from turnout.modules.connections.types import ConnectionView, NewConnection, Opened, Options
from turnout_sdk.adapter import Adapter, Checks, Health, Kind
from turnout_sdk.errors import AdapterError, Misconfigured

CHECK_SECONDS = 5.0
PLACES: Final = ("api_base", "host", "port")
"""Settings of adapters that say where secrets are sent."""


def create_connection(ctx: OrganizationContext, new: NewConnection) -> ConnectionView:
    """Store a configured adapter; the settings are judged by the adapter's own model."""
    policies.require_can_edit(ctx)
    adapter = adapter_of(new.kind, new.adapter_key)
    public, secrets = _checked(adapter, new.values)
    _require_possible(adapter, new.options)
    with transaction(ctx) as tx:
        connection = ConnectionRow(
            id=new_id(),
            kind=new.kind,
            adapter_key=new.adapter_key,
            name=new.name,
            mode=new.mode,
            settings=public,
            secrets=seal(tx.organization_id, secrets),
            state=ConnectionState.ACTIVE.value,
            position=new.options.position or queries.next_position(tx, new.kind),
            collects=new.options.collects,
            countries=sorted(set(new.options.countries)),
            currencies=sorted(set(new.options.currencies)),
            is_healthy=None,
            health_detail="",
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
) -> ConnectionView:
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
            _keep_from_elsewhere(connection.settings, known, values)
            connection.settings, secrets = _checked(adapter, connection.settings | known | values)
            connection.secrets = seal(tx.organization_id, secrets)
        if options:
            _change_options(connection, options)
        connection.name = name or connection.name
        connection.state = state or connection.state
        connection.version += 1
        return _save(tx, connection)


def list_connections(ctx: OrganizationContext, kind: str | None = None) -> list[ConnectionView]:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return [view_of(tx.organization_id, row) for row in queries.list_connections(tx, kind)]


def get_connection(ctx: OrganizationContext, connection_id: UUID) -> ConnectionView:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return view_of(tx.organization_id, queries.get_connection(tx, connection_id))


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
        return view_of(tx.organization_id, connection)


def _change_options(connection: ConnectionRow, options: dict[str, Any]) -> None:
    present = Options(
        collects=connection.collects,
        countries=tuple(connection.countries),
        currencies=tuple(connection.currencies),
        position=connection.position,
    )
    wanted = replace(present, **options)
    if wanted != present:
        _require_possible(adapter_of(connection.kind, connection.adapter_key), wanted)
    connection.collects = wanted.collects
    connection.countries = sorted(set(wanted.countries))
    connection.currencies = sorted(set(wanted.currencies))
    connection.position = wanted.position or connection.position


def _require_possible(adapter: Adapter[Any], options: Options) -> None:
    """Options are about payments, and no wider than what the adapter says it can do."""
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


def _save(tx: Transaction, connection: ConnectionRow) -> ConnectionView:
    queries.save(tx, connection)
    tx.publish(ConnectionChanged(connection_id=connection.id, kind=connection.kind))
    return view_of(tx.organization_id, connection)


def adapter_catalogue(*, is_signed_in: bool) -> list[dict[str, Any]]:
    """Every installed adapter with its settings' JSON Schema, and the broken ones.

    What a broken one said while it was loaded may name files and versions, so strangers are
    told no more than that it does not work.
    """
    registry = runtime.current().adapters
    working = [{"is_working": True, "problem": "", **each.describe()} for each in registry.list()]
    broken = [
        {
            "kind": each.kind,
            "key": each.key,
            "is_working": False,
            "problem": each.reason if is_signed_in else "",
        }
        for each in registry.broken
    ]
    return working + broken


PURPOSES = ("", ":verify", ":read")


"""Calls to a provider and the two halves of its webhooks have circuits of their own."""


def view_of(organization_id: UUID, row: ConnectionRow) -> ConnectionView:
    return ConnectionView(
        id=row.id,
        kind=row.kind,
        adapter_key=row.adapter_key,
        name=row.name,
        mode=row.mode,
        settings=row.settings,
        secrets_set=sorted(unseal(organization_id, row.secrets)),
        state=row.state,
        position=row.position,
        collects=row.collects,
        countries=list(row.countries),
        currencies=list(row.currencies),
        circuit=_circuit(row),
        is_healthy=row.is_healthy,
        health_detail=row.health_detail,
        checked_at=row.checked_at,
        version=row.version,
    )


def _circuit(row: ConnectionRow) -> str:
    """The worst of its circuits; `missing` when its adapter is not there at all."""
    current = runtime.current()
    if all(each.key != row.adapter_key for each in current.adapters.list(row.kind)):
        return "missing"
    breaker = Breaker(current.redis)
    phases = {breaker.phase(row.adapter_key, f"{row.id}{purpose}") for purpose in PURPOSES}
    return next(each for each in (Phase.OPEN, Phase.HALF_OPEN, Phase.CLOSED) if each in phases)
