"""What is counted of e-mail providers."""

from typing import Final

from turnout.kernel.observability.metrics import counter
from turnout.modules.mail_providers.models import AttemptState

ATTEMPTS: Final = counter(
    "turnout_mail_attempts",
    "Mails handed over to connections of organizations, by how that ended",
    adapter=50,
    outcome=tuple(each.value for each in AttemptState),
)
REPORTS: Final = counter(
    "turnout_mail_reports",
    "Reports of e-mail providers, by what became of them",
    outcome=("taken", "repeated", "foreign", "untrusted", "busy"),
)
