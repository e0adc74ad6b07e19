"""Which wallets an organization offers, kept so that a page without any costs no statement."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from turnout.kernel import cache, runtime
from turnout.kernel.context import TenantContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.modules.connections import api as connections
from turnout.modules.orders.api import Order
from turnout_sdk.adapter import Kind
from turnout_sdk.wallet import Capabilities

VALID: Final = "valid"
KEPT_SECONDS: Final = 3600
MOST: Final = 4
"""One of each wallet is enough; a page stays a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletOffer:
    """A wallet that tickets can be added to, with the words of its button by language."""

    connection_id: UUID
    adapter_key: str
    capabilities: Capabilities

    def label(self, language: str) -> str:
        return self.capabilities.button_in(language)


def wallets_of(ctx: TenantContext) -> tuple[WalletOffer, ...]:
    """The wallets of an organization, the first of each kind; mostly none.

    What was found is kept until a connection changes, so this asks the database once an hour.
    """
    current, name = runtime.current(), _name(ctx.organization_id)
    known, _ = cache.get_with(current.redis, name)
    if known is None:
        with transaction(ctx) as tx:
            known = _find(tx)
        cache.put(current.redis, name, known, ttl_seconds=KEPT_SECONDS)
    return tuple(_offers(known))


def forget(organization_id: UUID, kind: str) -> None:
    """A connection changed: look again."""
    if kind == Kind.WALLET:
        cache.delete(runtime.current().redis, _name(organization_id))


def mail_links(
    ctx: TenantContext, order: Order, *, url: str, language: str
) -> tuple[tuple[str, str], ...]:
    """Words and address of each wallet for a mail: the pass of the one ticket, else the page."""
    own = [each.id for each in order.tickets if each.state == VALID and not each.is_transferred]
    one = own[0] if len(own) == 1 else None
    return tuple(
        (
            each.label(language),
            f"{url}/tickets/{one}/wallet/{each.connection_id}" if one else url,
        )
        for each in wallets_of(ctx)
        if own
    )


def _find(tx: Transaction) -> list[list[str]]:
    found = connections.list_active_adapters(tx, Kind.WALLET)
    return [[str(connection_id), key] for connection_id, key in found]


def _offers(known: Any) -> list[WalletOffer]:
    installed = {each.key: each for each in runtime.current().adapters.list(Kind.WALLET)}
    first = {key: connection_id for connection_id, key in reversed(known) if key in installed}
    return [
        WalletOffer(
            connection_id=UUID(connection_id),
            adapter_key=key,
            capabilities=installed[key].capabilities,
        )
        for key, connection_id in sorted(first.items())
    ][:MOST]


def _name(organization_id: UUID) -> str:
    return cache.key(organization_id, "wallets")
