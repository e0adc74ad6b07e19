"""What the operator fills in: an application registered at the Microsoft identity platform."""

from typing import Final

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, fixed_address

API: Final = "https://graph.microsoft.com"
LOGIN: Final = "https://login.microsoftonline.com"
CALENDARS: Final = "https://graph.microsoft.com/Calendars.ReadWrite"
"""Events of the person's own calendars: the smallest scope by which one can be written."""
SCOPES: Final = ("offline_access", CALENDARS)


class Settings(AdapterSettings):
    client_id: str = Field(title="Application (client) ID", min_length=1, max_length=100)
    client_secret: SecretStr = Field(title="Client secret", min_length=1)
    tenant: str = Field(
        default="common",
        title="Directory (tenant)",
        description="common lets in everybody, organizations those of companies and schools, "
        "an ID one company.",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$",
    )
    api_base: str = fixed_address(API)

    @property
    def login_base(self) -> str:
        """Where people agree and tokens are made; elsewhere than at Microsoft both are one."""
        base = LOGIN if self.api_base == API else self.api_base
        return f"{base}/{self.tenant}/oauth2/v2.0"
