"""The front door of transfers."""

from turnout.modules.transfers.errors import (
    TransferNotFound,
    TransferOver,
    TransfersClosed,
)
from turnout.modules.transfers.service.acceptance import accept_offer, decline_offer, get_offer
from turnout.modules.transfers.service.mail_data import transfer_mail_data
from turnout.modules.transfers.service.offers import (
    offer_ticket,
    offer_transferred,
    offers_of,
    withdraw_offer,
    withdraw_transferred,
)
from turnout.modules.transfers.service.transferred_ticket import (
    read_transferred_ticket,
    update_transferred_ticket,
)
from turnout.modules.transfers.types import (
    Recipient,
    TransferAccepted,
    TransferMailData,
    TransferOffer,
    TransferredTicket,
    TransferView,
)
