"""The front door of the platform's operators."""

from turnout.modules.operators.commands import add_commands
from turnout.modules.operators.service.authentication import authenticator
from turnout.modules.operators.service.operators import make_operator
