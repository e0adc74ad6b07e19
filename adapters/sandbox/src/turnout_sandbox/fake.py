"""The provider's side as Turnout's development stack finds it."""

from turnout_sandbox.control_client import ControlClient
from turnout_sandbox.signing import webhook_secret_of
from turnout_sdk.fakes import Fake


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return the adapter's settings for a test account, which exists from its first request."""
    api_key = f"sk_test_{account}"
    return {
        "api_base": base_url,
        "api_key": api_key,
        "webhook_secret": webhook_secret_of(api_key),
    }


fake = Fake(
    key="sandbox",
    title="Sandbox provider",
    module="turnout_sandbox.provider",
    port=8090,
    settings=settings,
    controls=ControlClient,
)
