"""A connection as people see it: its secrets by name only, and whether it rests."""

from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.outbound.circuit_breaker import Breaker, Phase
from turnout.modules.connections.models import Connection
from turnout.modules.connections.service.sealing import unseal
from turnout.modules.connections.types import ConnectionView

PURPOSES = ("", ":verify", ":read")
"""Calls to a provider and the two halves of its webhooks have circuits of their own."""


def view_of(organization_id: UUID, row: Connection) -> ConnectionView:
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


def _circuit(row: Connection) -> str:
    """The worst of its circuits; `missing` when its adapter is not there at all."""
    current = runtime.current()
    if all(each.key != row.adapter_key for each in current.adapters.list(row.kind)):
        return "missing"
    breaker = Breaker(current.redis)
    phases = {breaker.phase(row.adapter_key, f"{row.id}{purpose}") for purpose in PURPOSES}
    return next(each for each in (Phase.OPEN, Phase.HALF_OPEN, Phase.CLOSED) if each in phases)
