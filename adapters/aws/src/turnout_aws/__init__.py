"""What Turnout uses of Amazon's services: S3, as the operator's store and as an organization's."""

from turnout_aws.bucket import Bucket, BucketSettings
from turnout_aws.settings import S3Settings
from turnout_aws.store import Store
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.storage import Capabilities

MAXIMUM_BYTES = 100_000_000
"""A file goes in one request."""

storage: Adapter[Store] = Adapter(
    key="s3",
    title="Amazon S3 and what speaks its API",
    kind=Kind.STORAGE,
    sdk=">=1.2,<2",
    settings=S3Settings,
    capabilities=Capabilities(
        presigned_upload=True, presigned_download=True, maximum_bytes=MAXIMUM_BYTES
    ),
    build=Store,
)
bucket: Adapter[Bucket] = Adapter(
    key="s3-bucket",
    title="Amazon S3 bucket, or of a store that speaks its API",
    kind=Kind.STORAGE,
    sdk=">=1.14,<2",
    settings=BucketSettings,
    capabilities=Capabilities(
        presigned_upload=True,
        presigned_download=True,
        maximum_bytes=MAXIMUM_BYTES,
        for_organizations=True,
    ),
    build=Bucket,
)
