"""Answers to modules below: whose a ticket is, and what follows when tickets are void."""

from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.transfers.service import offers, transferred_ticket

participation.TICKET_HOLDER.register(transferred_ticket.owns_ticket)
orders.TICKETS_VOIDED.register(offers.end_offers_of)
