"""The front door of applications."""

from turnout.modules.applications.policies import DECIDE
from turnout.modules.applications.queries import find_decision
from turnout.modules.applications.service import decide_in
from turnout.modules.applications.types import ApplicationVerdict
