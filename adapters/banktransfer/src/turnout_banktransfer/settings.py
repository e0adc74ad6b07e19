"""What an organization fills in to be paid by bank transfer."""

import re

from pydantic import Field, field_validator

from turnout_banktransfer.references import compact
from turnout_sdk.adapter import AdapterSettings
from turnout_sdk.currencies import EXPONENTS

LONGEST_TO_PAY_DAYS = 18
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}")


class Settings(AdapterSettings):
    """Where buyers send their money. Nothing here is secret: every buyer sees it."""

    account_holder: str = Field(title="Account holder", min_length=1, max_length=70)
    iban: str = Field(title="IBAN")
    bic: str | None = Field(
        default=None,
        title="BIC",
        pattern=r"^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$",
        description="Buyers outside SEPA need it.",
    )
    bank_name: str | None = Field(default=None, title="Bank", max_length=70)
    days_to_pay: int = Field(
        default=10,
        title="Days to pay",
        ge=1,
        le=LONGEST_TO_PAY_DAYS,
        description="How long tickets are kept for a buyer's transfer.",
    )
    currencies: tuple[str, ...] = Field(
        default=(),
        title="Currencies of the account",
        description="Leave empty if the bank converts what comes in.",
    )

    @field_validator("iban")
    @classmethod
    def _is_an_iban(cls, value: str) -> str:
        iban = compact(value)
        if not _IBAN.fullmatch(iban):
            raise ValueError("an IBAN begins with its country and two check digits")
        if int("".join(str(int(each, 36)) for each in iban[4:] + iban[:4])) % 97 != 1:
            raise ValueError("the check digits of this IBAN do not fit")
        return iban

    @field_validator("currencies")
    @classmethod
    def _are_currencies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not set(value) <= set(EXPONENTS):
            raise ValueError("currencies are ISO 4217 codes such as EUR")
        return value
