"""The front door of connections."""

from turnout.modules.connections.errors import ConnectionNotFound, Disabled
from turnout.modules.connections.hooks import CONNECTION_USE, ConnectionUse
from turnout.modules.connections.queries import has_proven_account
from turnout.modules.connections.service import (
    create_connection,
    delete_connection,
    find_module,
    get_payment_connection,
    list_connections,
    list_payment_connections,
    open_gateway,
    open_mailer,
    page_origins,
    update_connection,
)
from turnout.modules.connections.types import (
    Connection,
    FieldsOnPage,
    NewConnection,
    Opened,
    Options,
    PaymentConnection,
)
