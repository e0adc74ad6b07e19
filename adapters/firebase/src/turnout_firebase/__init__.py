"""Firebase Cloud Messaging as a push adapter of Turnout: notes in apps on phones and tablets."""

from turnout_firebase.gateway import Gateway
from turnout_firebase.messages import LONGEST_BYTES
from turnout_firebase.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.push import Capabilities

adapter = Adapter(
    key="firebase",
    title="Firebase Cloud Messaging",
    kind=Kind.PUSH,
    sdk=">=1.15,<2",
    settings=Settings,
    capabilities=Capabilities(apps=True, topics=True, maximum_bytes=LONGEST_BYTES),
    build=Gateway,
)
