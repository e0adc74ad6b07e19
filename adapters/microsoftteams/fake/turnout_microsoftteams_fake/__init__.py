"""A fake of a workflow of Microsoft Teams: how it is run and connected to."""

import hashlib

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.messages import MessageControls


def signature_of(account: str) -> str:
    """What proves an account's address, and says whose it is."""
    proof = hashlib.sha256(f"teams {account}".encode()).hexdigest()[:24]
    return f"{account}.{proof}"


def settings(base_url: str, account: str) -> dict[str, object]:
    home = "https://prod-01.westeurope.logic.azure.com:443/workflows/0123/triggers/manual/paths"
    url = f"{home}/invoke?api-version=2016-06-01&sv=1.0&sig={signature_of(account)}"
    return {"webhook_url": url, "api_base": base_url}


fake = Fake(
    key="microsoft-teams",
    title="Fake of Microsoft Teams",
    module="turnout_microsoftteams_fake",
    port=8144,
    settings=settings,
    controls=MessageControls,
)
"""`python -m turnout_microsoftteams_fake --bind 127.0.0.1:8144 --state DIR` plays a workflow."""
