"""What SAML answers to enterprise sign-in below it."""

from turnout.modules.saml.service import connections
from turnout.modules.sso import api as sso

sso.MISSING.register(connections.missing_of)
sso.CREATED.register(connections.create_connection)
