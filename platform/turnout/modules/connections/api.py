"""The front door of connections."""

from turnout.modules.connections.errors import ConnectionNotFound, Disabled
from turnout.modules.connections.service.choosing import (
    get_payment_connection,
    list_payment_connections,
    page_origins,
)
from turnout.modules.connections.service.configuring import (
    change_connection,
    configure_connection,
    list_connections,
)
from turnout.modules.connections.service.opening import open_gateway, open_mailer
from turnout.modules.connections.service.page_fields import find_module
from turnout.modules.connections.types import (
    ConnectionView,
    FieldsOnPage,
    NewConnection,
    Opened,
    Options,
    PaymentConnection,
)
