"""The front door of connections."""

from turnout.modules.connections.errors import Disabled, NoSuchConnection
from turnout.modules.connections.records import (
    ConnectionRef,
    ConnectionView,
    NewConnection,
    Opened,
)
from turnout.modules.connections.service import (
    change_connection,
    configure_connection,
    find_payment_connection,
    list_connections,
    open_gateway,
    open_mailer,
)

__all__ = [
    "ConnectionRef",
    "ConnectionView",
    "Disabled",
    "NewConnection",
    "NoSuchConnection",
    "Opened",
    "change_connection",
    "configure_connection",
    "find_payment_connection",
    "list_connections",
    "open_gateway",
    "open_mailer",
]
