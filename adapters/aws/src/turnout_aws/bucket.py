"""A bucket of an organization's own: by its own keys alone, and tried by writing to it."""

from pydantic import Field, SecretStr

from turnout_aws.http_transport import checking
from turnout_aws.settings import S3Settings
from turnout_aws.store import Store
from turnout_sdk.adapter import Health
from turnout_sdk.errors import AdapterError
from turnout_sdk.storage import CHECK_FILE, CHECK_TEXT


class BucketSettings(S3Settings):
    """One bucket, and one folder in it, by keys given here: the role of the pod is not lent."""

    access_key_id: str = Field(title="Access key ID", min_length=1, max_length=128)
    secret_access_key: SecretStr = Field(title="Secret access key", min_length=1)
    endpoint_url: str | None = Field(
        default=None,
        title="Address",
        description="Of another store than Amazon's, such as MinIO: https://files.example.org",
        pattern=r"^https?://[^/?#@]+/?$",
    )


class Bucket(Store):
    """The same store; whoever delivers to it may have no right to list or to read."""

    def health(self) -> Health:
        """Write a small file, the same each time: what a delivery needs, and nothing else."""
        wanted = {"Bucket": self._settings.bucket, "Key": self._key(CHECK_FILE)}
        try:
            with checking():
                self._put_once(CHECK_TEXT, wanted | {"ContentType": "text/plain"})
        except AdapterError as error:
            return Health(is_healthy=False, detail=str(error))
        return Health(is_healthy=True, account=self._settings.bucket)
