"""Refusals of connections."""

from turnout.kernel.errors import Conflict, NotFound


class ConnectionNotFound(NotFound):
    code = "connections.no-such-connection"
    title = "This connection does not exist"


class NameTaken(Conflict):
    code = "connections.name-taken"
    title = "Another connection has this name"


class Disabled(Conflict):
    code = "connections.disabled"
    title = "This connection is switched off"
