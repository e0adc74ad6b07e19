"""Send mail through any SMTP server."""

from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.email import Capabilities
from turnout_smtp.sender import Sender, Settings

adapter: Adapter[Sender] = Adapter(
    key="smtp",
    title="SMTP server",
    kind=Kind.EMAIL,
    sdk=">=1.12,<2",
    settings=Settings,
    capabilities=Capabilities(own_signatures=True),
    build=Sender,
)
