"""Answers to modules below: whose a ticket is, and what follows when tickets are void."""

from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.transfers import service

participation.TICKET_HOLDER.register(service.owns_ticket)
orders.TICKETS_VOIDED.register(service.end_offers_of)
