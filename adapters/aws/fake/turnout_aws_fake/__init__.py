"""The S3 API on this machine, for tests and demos: moto's server with a bucket for each account.

Source of truth: moto implements the published API (docs.aws.amazon.com/AmazonS3/latest/API).
It keeps everything in memory and checks no signatures; the conditions of a browser's form are
checked by `policy`. The same tests run against a store that checks both (README).
"""

from turnout_sdk.fakes import Fake

BUCKET = "turnout"


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return the adapter's settings; an account is a folder of the one bucket."""
    return {
        "bucket": BUCKET,
        "access_key_id": "turnout",
        "secret_access_key": f"secret-of-{account}",
        "endpoint_url": base_url,
        "addressing": "path",
        "prefix": account,
    }


fake = Fake(key="s3", title="S3 in memory", module="turnout_aws_fake", port=8095, settings=settings)
