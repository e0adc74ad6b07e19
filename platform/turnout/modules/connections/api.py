"""The front door of connections."""

from turnout.modules.connections.errors import ConnectionNotFound, Disabled
from turnout.modules.connections.service.connections import (
    create_connection,
    list_connections,
    update_connection,
)
from turnout.modules.connections.service.gateways import open_gateway, open_mailer
from turnout.modules.connections.service.page_fields import find_module
from turnout.modules.connections.service.payment_connections import (
    get_payment_connection,
    list_payment_connections,
    page_origins,
)
from turnout.modules.connections.types import (
    ConnectionView,
    FieldsOnPage,
    NewConnection,
    Opened,
    Options,
    PaymentConnection,
)
