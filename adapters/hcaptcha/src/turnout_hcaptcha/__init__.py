"""hCaptcha as a challenge adapter of Turnout."""

from turnout_hcaptcha.gateway import Gateway
from turnout_hcaptcha.settings import Settings
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.challenge import Capabilities
from turnout_sdk.page_fields import OriginOf, PageFields

PROVIDER = ("https://hcaptcha.com", "https://*.hcaptcha.com", OriginOf("api_base"))

adapter: Adapter[Gateway] = Adapter(
    key="hcaptcha",
    title="hCaptcha",
    kind=Kind.CHALLENGE,
    sdk=">=1.7,<2",
    settings=Settings,
    capabilities=Capabilities(scores=True, sends_address=True),
    build=Gateway,
    page_fields=PageFields(
        package=__name__,
        scripts=PROVIDER,
        frames=PROVIDER,
        connections=PROVIDER,
        styles=PROVIDER,
        wildcards_because="docs.hcaptcha.com, Content-Security-Policy Settings",
        needs=("site_key",),
    ),
)
