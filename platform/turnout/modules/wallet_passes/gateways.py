"""Calls to wallets' adapters, in places of their own: a slow wallet holds up no other call."""

from collections.abc import Callable
from typing import Final, TypeVar
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.adapters import Calls
from turnout.kernel.context import TenantContext
from turnout.kernel.errors import TurnoutError
from turnout.modules.connections import api as connections
from turnout.modules.connections.api import Opened
from turnout.modules.wallet_passes.errors import WalletAway, WalletNotFound
from turnout_sdk.errors import AdapterError
from turnout_sdk.time_limits import CALL_SECONDS
from turnout_sdk.wallet import Capabilities

T = TypeVar("T")
AT_ONCE: Final = 4
IN_ALL: Final = 8


def open_wallet(ctx: TenantContext, connection_id: UUID) -> Opened:
    """Open a wallet; WalletNotFound for what is none, is switched off, or cannot be opened."""
    try:
        opened = connections.open_gateway(ctx, connection_id)
    except (TurnoutError, AdapterError) as error:
        raise WalletNotFound from error
    if not isinstance(opened.capabilities, Capabilities):
        raise WalletNotFound
    return opened


def call(opened: Opened, function: Callable[[], T]) -> T:
    """Call the adapter within its time; one of the SDK's errors otherwise."""
    subject = f"{opened.connection_id}:wallet"
    return _places().call(opened.adapter_key, subject, function, timeout_seconds=CALL_SECONDS)


def call_for_holder(opened: Opened, function: Callable[[], T]) -> T:
    """As `call`, for somebody who waits: WalletAway in place of the adapter's own words."""
    try:
        return call(opened, function)
    except AdapterError as error:
        raise WalletAway from error


def _places() -> Calls:
    return runtime.current().calls_for("wallet", per_connection=AT_ONCE, per_process=IN_ALL)
