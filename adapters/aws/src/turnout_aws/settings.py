"""Settings of a bucket: which one, where, and with whose keys or role."""

from typing import Literal

from pydantic import Field, SecretStr, model_validator

from turnout_sdk.adapter import AdapterSettings


class S3Settings(AdapterSettings):
    """One bucket, and one folder in it, by the keys given here or else by the role of the pod."""

    bucket: str = Field(title="Bucket", pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")
    region: str = Field(default="us-east-1", title="Region", pattern=r"^[a-z0-9-]{1,40}$")
    access_key_id: str | None = Field(
        default=None, title="Access key ID", min_length=1, max_length=128
    )
    secret_access_key: SecretStr | None = Field(
        default=None,
        title="Secret access key",
        description="Without both, the role of the pod that Turnout runs in.",
        min_length=1,
    )
    session_token: SecretStr | None = Field(default=None, title="Session token")
    endpoint_url: str | None = Field(
        default=None,
        title="Address",
        description="Of another store than Amazon's, such as MinIO: https://files.example.org",
        pattern=r"^https?://[^/?#@]+/?$",
        json_schema_extra={"x-fixed-in-production": True},
    )
    addressing: Literal["auto", "path", "virtual"] = Field(
        default="auto",
        title="Addressing",
        description="Whether the bucket stands in the path or in the host name.",
    )
    prefix: str = Field(
        default="",
        title="Folder",
        description="Everything is kept below it.",
        pattern=r"^([A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*)?$",
        max_length=200,
    )
    encryption: Literal["none", "AES256", "aws:kms"] = Field(
        default="none",
        title="Encryption at rest",
        description="`none` leaves it to the bucket's own rule.",
    )
    kms_key_id: str | None = Field(default=None, title="KMS key", max_length=2_048)

    @model_validator(mode="after")
    def _keys_come_in_pairs(self) -> "S3Settings":
        if (self.access_key_id is None) != (self.secret_access_key is None):
            raise ValueError("the ID and the secret of a key go together")
        if self.session_token and self.access_key_id is None:
            raise ValueError("a session token goes with a key")
        return self

    @model_validator(mode="after")
    def _a_key_is_for_kms(self) -> "S3Settings":
        if self.kms_key_id and self.encryption != "aws:kms":
            raise ValueError("a KMS key goes with the encryption aws:kms")
        return self
