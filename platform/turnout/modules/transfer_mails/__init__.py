"""Mails about a ticket that changes hands: offered, accepted, passed on."""
