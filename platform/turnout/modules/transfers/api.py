"""The front door of transfers."""

from turnout.modules.transfers.service import (
    accept_offer,
    decline_offer,
    get_offer,
    offer_ticket,
    offer_transferred,
    offers_of,
    read_transferred_ticket,
    render_transferred_calendar,
    render_transferred_pdf,
    transfer_mail_data,
    update_transferred_ticket,
    withdraw_offer,
    withdraw_transferred,
)
from turnout.modules.transfers.types import (
    Recipient,
    Transfer,
    TransferMailData,
    TransferOffer,
    TransferredTicket,
)
