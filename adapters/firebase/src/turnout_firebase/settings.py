"""What the operator fills in: the service account that may send for a Firebase project."""

from typing import Final, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from turnout_sdk.adapter import AdapterSettings, fixed_address
from turnout_sdk.google import TOKENS, ServiceAccount, read_account

FCM: Final = "https://fcm.googleapis.com"


class Settings(AdapterSettings):
    service_account: SecretStr = Field(
        title="Key file of the service account (JSON)",
        max_length=20_000,
        json_schema_extra={"x-many-lines": True},
    )
    project_id: str = Field(default="", title="Project ID", pattern=r"^([a-z0-9:.-]{4,60})?$")
    """Another project than that of the key file; empty: that one."""
    api_base: str = fixed_address(FCM)

    @field_validator("service_account")
    @classmethod
    def _is_key_file(cls, value: SecretStr) -> SecretStr:
        read_account(value.get_secret_value())
        return value

    @model_validator(mode="after")
    def _names_a_project(self) -> Self:
        if not self.project:
            raise ValueError("neither the settings nor the key file name a project")
        return self

    @property
    def account(self) -> ServiceAccount:
        return read_account(self.service_account.get_secret_value())

    @property
    def project(self) -> str:
        return self.project_id or self.account.project_id

    @property
    def token_url(self) -> str:
        return TOKENS if self.api_base == FCM else f"{self.api_base.rstrip('/')}/token"
