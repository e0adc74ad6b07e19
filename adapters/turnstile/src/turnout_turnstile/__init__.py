"""Cloudflare Turnstile as a challenge adapter of Turnout."""

from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.challenge import Capabilities
from turnout_sdk.page_fields import OriginOf, PageFields
from turnout_turnstile.gateway import Gateway
from turnout_turnstile.settings import Settings

PROVIDER = OriginOf("api_base")

adapter: Adapter[Gateway] = Adapter(
    key="turnstile",
    title="Cloudflare Turnstile",
    kind=Kind.CHALLENGE,
    sdk=">=1.7,<2",
    settings=Settings,
    capabilities=Capabilities(invisible=True, sends_address=True, actions=True, bindings=True),
    build=Gateway,
    page_fields=PageFields(
        package=__name__,
        scripts=(PROVIDER,),
        frames=(PROVIDER,),
        needs=("site_key",),
    ),
)
