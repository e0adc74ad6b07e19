"""Deliver files to an organization's server that speaks SFTP."""

from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.storage import Capabilities
from turnout_sftp.settings import Settings
from turnout_sftp.store import Store

adapter: Adapter[Store] = Adapter(
    key="sftp",
    title="SFTP server",
    kind=Kind.STORAGE,
    sdk=">=1.14,<2",
    settings=Settings,
    capabilities=Capabilities(for_organizations=True),
    build=Store,
)
