"""What is counted of lead retrieval, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

SCANNED: Final = counter(
    "turnout_leads_scanned",
    "Scans at sponsors' stands, by what came of them",
    outcome=(
        "collected", "already", "no_consent", "withdrawn", "no_ticket", "wrong_event", "not_valid",
    ),
)  # fmt: skip
CONSENTS: Final = counter(
    "turnout_lead_consents",
    "What ticket holders said about sponsors having their details",
    said=("given", "withdrawn", "sponsor_withdrawn"),
)
LINKS_REFUSED: Final = counter(
    "turnout_lead_links_refused",
    "Requests by links of stand members that were refused for the link",
    reason=("unknown", "revoked", "over", "off"),
)
