"""The sandbox's provider as the development stack finds it."""

from turnout_sandbox.control_client import ControlClient
from turnout_sandbox.settings import PORT
from turnout_sandbox.signatures import settings_of
from turnout_sdk.fakes import Fake

fake = Fake(
    key="sandbox",
    title="Sandbox provider",
    module="turnout_sandbox.provider",
    port=PORT,
    settings=settings_of,
    controls=ControlClient,
)
