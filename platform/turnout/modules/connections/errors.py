"""Refusals of connections."""

from turnout.kernel.errors import Conflict, NotFound


class ConnectionNotFound(NotFound):
    code = "connections.no-such-connection"
    title = "This connection does not exist"


class NameTaken(Conflict):
    code = "connections.name-taken"
    title = "Another connection has this name"


class ConnectionInUse(Conflict):
    """`pending` things still need the provider; `refundable` payments could be refunded by it."""

    code = "connections.in-use"
    title = "Payments still need this connection"


class Disabled(Conflict):
    code = "connections.disabled"
    title = "This connection is switched off"
