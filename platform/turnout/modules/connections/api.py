"""The front door of connections."""

from turnout.modules.connections.errors import ConnectionNotFound, Disabled
from turnout.modules.connections.hooks import CONNECTION_USE, ConnectionUse
from turnout.modules.connections.policies import EDIT, READ
from turnout.modules.connections.queries import (
    has_proven_account,
    list_active_adapters,
    list_active_settings,
    list_adapter_health,
    list_in_use,
    list_names,
    list_sealed,
    list_unchecked,
)
from turnout.modules.connections.service.adapters import find_adapter
from turnout.modules.connections.service.connections import (
    check_connection,
    create_connection,
    delete_connection,
    list_connections,
    note_outcome,
    update_connection,
)
from turnout.modules.connections.service.gateways import (
    open_gateway,
    open_internal_adapter,
    open_operator_adapter,
    open_platform_mailer,
    open_sealed,
    settings_by_adapter,
)
from turnout.modules.connections.service.payment_connections import (
    find_challenge_connection,
    find_module,
    get_payment_connection,
    list_payment_connections,
    page_origins,
)
from turnout.modules.connections.service.stores import (
    DeliveryFailure,
    NotStored,
    note_delivery,
    open_store,
    put_file,
)
from turnout.modules.connections.types import (
    AdapterHealth,
    ChallengeConnection,
    Connection,
    FieldsOnPage,
    NewConnection,
    Opened,
    Options,
    PaymentConnection,
    SealedConnection,
)
