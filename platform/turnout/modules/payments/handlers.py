"""Answers of payments to modules below: what still needs a connection."""

from turnout.modules.connections import api as connections
from turnout.modules.payments.queries import payments

connections.CONNECTION_USE.register(payments.use_of_connection)
