"""Files put into an organization's own store, and in a word why one was not taken.

Nobody's network is waited for in a transaction.
"""

from contextlib import suppress
from enum import StrEnum
from typing import IO, Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import TenantContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid
from turnout.modules.connections.errors import ConnectionNotFound, Disabled
from turnout.modules.connections.service.connections import note_outcome
from turnout.modules.connections.service.gateways import open_gateway
from turnout.modules.connections.types import Opened
from turnout_sdk.errors import AdapterError, Declined, Misconfigured, Untrusted
from turnout_sdk.time_limits import STORAGE_SECONDS

IN_ALL: Final = 4
UNREACHABLE: Final = "The store could not be reached, or did not answer as it should."


class DeliveryFailure(StrEnum):
    """Why a store did not take a file."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    SETTINGS = "settings"
    SWITCHED_OFF = "switched_off"
    TOO_LARGE = "too_large"


class NotStored(Exception):
    """A file was not put into a store, or nobody knows whether it was."""

    def __init__(self, failure: DeliveryFailure, detail: str = "") -> None:
        super().__init__(failure.value)
        self.failure = failure
        self.detail = detail
        """For who looks after the connection; empty where the store said nothing."""


def open_store(ctx: TenantContext, connection_id: UUID) -> Opened:
    """The store, ready to be written to; NotStored where it is switched off or misconfigured."""
    try:
        return open_gateway(ctx, connection_id)
    except (Disabled, ConnectionNotFound):
        raise NotStored(DeliveryFailure.SWITCHED_OFF) from None
    except Invalid:  # its adapter is not installed any more
        raise NotStored(DeliveryFailure.SETTINGS) from None
    except AdapterError as error:
        raise _not_stored(error) from error


def put_file(store: Opened, name: str, file: IO[bytes], *, media_type: str) -> int:
    """Put a whole file under its name, in place of what is there; its bytes, or NotStored."""
    size, most = file.seek(0, 2), store.capabilities.maximum_bytes
    if most is not None and size > most:
        raise NotStored(DeliveryFailure.TOO_LARGE)
    file.seek(0)
    calls = runtime.current().calls_for("export-delivery", per_process=IN_ALL)
    try:
        calls.call(
            store.adapter_key,
            store.connection_id or "platform",
            lambda: store.port.put(name, file, media_type=media_type),
            timeout_seconds=STORAGE_SECONDS,
        )
    except AdapterError as error:
        raise _not_stored(error) from error
    return size


def note_delivery(ctx: TenantContext, connection_id: UUID, failed: NotStored | None) -> None:
    """Keep with the connection what its use showed: apart, as who removes it locks it first."""
    if failed is not None and not failed.detail:
        return
    with suppress(ConnectionNotFound), transaction(ctx) as tx:
        note_outcome(tx, connection_id, failure=failed.detail if failed else "")


def _not_stored(error: AdapterError) -> NotStored:
    if isinstance(error, Declined):
        failure = DeliveryFailure.REFUSED
    elif isinstance(error, Misconfigured | Untrusted):
        failure = DeliveryFailure.SETTINGS
    else:
        return NotStored(DeliveryFailure.UNREACHABLE, UNREACHABLE)
    return NotStored(failure, str(error))
