"""Web Push as a push adapter of Turnout: notes in browsers, by the service of each."""

from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.push import Capabilities
from turnout_webpush.gateway import LONGEST_BYTES, Gateway
from turnout_webpush.settings import Settings

adapter = Adapter(
    key="web-push",
    title="Web Push",
    kind=Kind.PUSH,
    sdk=">=1.15,<2",
    settings=Settings,
    capabilities=Capabilities(browsers=True, topics=True, maximum_bytes=LONGEST_BYTES),
    build=Gateway,
)
