"""What SAML counts, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter, histogram

REFRESHES: Final = counter(
    "turnout_saml_metadata_refreshes",
    "Metadata of identity providers that was fetched, by what came of it",
    outcome=("changed", "same", "failed"),
)
WARNINGS: Final = counter(
    "turnout_saml_certificate_warnings",
    "Certificates that end soon and of which administrators were told",
    side=("provider", "service"),
)
RESPONSES: Final = histogram(
    "turnout_saml_response_seconds", "Time to check a SAML response, network excluded"
)
