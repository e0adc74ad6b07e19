"""Slack as a chat adapter of Turnout: messages in the channel of an incoming webhook."""

from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.chat import Capabilities
from turnout_slack.gateway import Gateway
from turnout_slack.settings import Settings

adapter = Adapter(
    key="slack",
    title="Slack",
    kind=Kind.CHAT,
    sdk=">=1.12,<2",
    settings=Settings,
    capabilities=Capabilities(),
    build=Gateway,
)
