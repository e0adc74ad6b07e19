"""The front door of the platform's operators."""

from turnout.modules.operators.commands import add_commands
from turnout.modules.operators.queries import find_operator_by_user
from turnout.modules.operators.service.authentication import authenticator, enter_as_support
from turnout.modules.operators.service.operators import find_role, make_operator
