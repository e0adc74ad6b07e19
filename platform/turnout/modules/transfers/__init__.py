"""Ticket transfers: offered by who holds a ticket, accepted by who was mailed the link."""
