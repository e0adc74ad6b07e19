"""What the operator fills in: the OAuth client of a project at Google."""

from typing import Final

from pydantic import Field, SecretStr

from turnout_sdk.adapter import AdapterSettings, fixed_address

API: Final = "https://www.googleapis.com"
AGREE: Final = "https://accounts.google.com"
TOKENS: Final = "https://oauth2.googleapis.com"
SCOPE: Final = "https://www.googleapis.com/auth/calendar.events.owned"
"""Events of the calendars that the person owns, and nothing else of theirs."""


class Settings(AdapterSettings):
    client_id: str = Field(title="Client ID", min_length=1, max_length=300)
    client_secret: SecretStr = Field(title="Client secret", min_length=1)
    api_base: str = fixed_address(API)

    @property
    def agree_url(self) -> str:
        """Where people agree; elsewhere than at Google all three addresses are one."""
        return f"{AGREE if self.api_base == API else self.api_base}/o/oauth2/v2/auth"

    @property
    def token_base(self) -> str:
        return TOKENS if self.api_base == API else self.api_base
