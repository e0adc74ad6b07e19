"""Microsoft Teams as a chat adapter of Turnout: cards in a channel, by a workflow's webhook."""

from turnout_microsoftteams.gateway import Gateway
from turnout_microsoftteams.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.chat import Capabilities

adapter = Adapter(
    key="microsoft-teams",
    title="Microsoft Teams",
    kind=Kind.CHAT,
    sdk=">=1.12,<2",
    settings=Settings,
    capabilities=Capabilities(),
    build=Gateway,
)
