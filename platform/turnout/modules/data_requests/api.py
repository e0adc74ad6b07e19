"""The front door of data requests."""

from turnout.modules.data_requests.errors import (
    AccountGone,
    DataRequestNotFound,
    NotExtendable,
    NotRefusable,
    NotStoppable,
    RequestsWaiting,
)
from turnout.modules.data_requests.rules import LONGEST_TEXT, OBJECTABLE
from turnout.modules.data_requests.service.decisions import (
    extend_request,
    get_received,
    grant_request,
    list_received,
    refuse_request,
)
from turnout.modules.data_requests.service.requests import (
    create_request,
    get_addressee,
    list_correctable_answers,
    list_organizations,
    list_own_requests,
    withdraw_request,
)
from turnout.modules.data_requests.types import (
    AskedOrganization,
    DataRequest,
    DataRequestKind,
    DataRequestState,
    NewDataRequest,
    OwnDataRequest,
    ReceivedDataRequest,
    RectifiedField,
)
