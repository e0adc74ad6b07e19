"""What Turnout uses of Amazon's services; one adapter for each, of which there is S3 so far."""

from turnout_aws.settings import S3Settings
from turnout_aws.store import Store
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.storage import Capabilities

storage: Adapter[Store] = Adapter(
    key="s3",
    title="Amazon S3 and what speaks its API",
    kind=Kind.STORAGE,
    sdk=">=1.2,<2",
    settings=S3Settings,
    capabilities=Capabilities(
        presigned_upload=True, presigned_download=True, maximum_bytes=100_000_000
    ),
    build=Store,
)
