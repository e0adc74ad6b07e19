"""What is counted of message templates."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.message_templates.enums import RenderOutcome

RENDERED: Final = counter(
    "turnout_message_templates",
    "Mails made of an organization's own template, and those for which it failed",
    outcome=tuple(each.value for each in RenderOutcome),
)
