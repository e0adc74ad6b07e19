"""The gateway for bank transfers: where buyers send money, and under which reference."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, get_currency_symbol

from turnout_banktransfer import matches, statements
from turnout_banktransfer.errors import UnreadableStatement
from turnout_banktransfer.references import printed, reference_for
from turnout_banktransfer.settings import LONGEST_TO_PAY_DAYS, Settings
from turnout_sdk.adapter import Health, Services
from turnout_sdk.currencies import EXPONENTS
from turnout_sdk.errors import Declined
from turnout_sdk.money import Money
from turnout_sdk.payments import (
    Capabilities,
    Charge,
    Flow,
    Method,
    NextAction,
    Operation,
    OperationState,
    Update,
)
from turnout_sdk.statements import Expected, Matching, StatementLine

DAYS_AT_THE_BANKS = 3
"""A transfer made on the last day arrives after a weekend at the latest."""
LONGEST_PENDING_SECONDS = (LONGEST_TO_PAY_DAYS + DAYS_AT_THE_BANKS) * 24 * 3600

CAPABILITIES = Capabilities(
    currencies=frozenset(EXPONENTS),
    methods=(
        Method(
            key="transfer",
            title="Bank transfer",
            flow=Flow.INSTRUCTIONS,
            longest_pending_seconds=LONGEST_PENDING_SECONDS,
        ),
    ),
)

_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("Account holder", "IBAN", "BIC", "Bank", "Amount", "Reference", "Pay by"),
    "de": ("Kontoinhaber", "IBAN", "BIC", "Bank", "Betrag", "Verwendungszweck", "Zu zahlen bis"),
    "fr": ("Titulaire", "IBAN", "BIC", "Banque", "Montant", "Référence", "À payer avant le"),
    "es": ("Titular", "IBAN", "BIC", "Banco", "Importe", "Referencia", "Pagar antes del"),
    "ar": ("صاحب الحساب", "IBAN", "BIC", "البنك", "المبلغ", "المرجع", "يُدفع قبل"),
    "hi": ("खाताधारक", "IBAN", "BIC", "बैंक", "राशि", "संदर्भ", "भुगतान की अंतिम तिथि"),
    "so": ("Magaca akoonka", "IBAN", "BIC", "Bangiga", "Lacagta", "Tixraaca", "Bixi ka hor"),
}


class Gateway:
    """One bank account. Nobody is called: money shows itself in statements."""

    def __init__(self, settings: Settings, services: Services) -> None:
        self._settings = settings
        self._services = services

    def start(self, charge: Charge) -> Operation:
        """Give instructions; the reference follows from the key and names the payment.

        The payment counts as under way from now on, so that its tickets are kept.
        """
        if not charge.capture:
            raise Declined("capture-not-separate", "A transfer cannot be authorized first.")
        accepted = self._settings.currencies
        if accepted and charge.amount.currency not in accepted:
            raise Declined("currency-not-accepted", "This account does not take this currency.")
        reference = reference_for(charge.key)
        due = self._services.now() + timedelta(days=self._settings.days_to_pay)
        return Operation(
            provider_ref=reference,
            state=OperationState.PENDING,
            amount=charge.amount,
            next_action=NextAction(
                flow=Flow.INSTRUCTIONS,
                instructions=self._instructions(charge, reference, due),
                expires_at=due,
            ),
        )

    def read_statement(self, content: bytes) -> Sequence[StatementLine]:
        """Read CAMT.053 or CSV."""
        try:
            return statements.read_statement(content)
        except UnreadableStatement as error:
            raise Declined("unreadable-statement", str(error)) from error

    def match(self, lines: Iterable[StatementLine], expected: Iterable[Expected]) -> Matching:
        return matches.match(lines, expected)

    def assigned(self, line: StatementLine, payment: Expected) -> Update:
        return matches.told_by(line, payment, sent=set())

    def health(self) -> Health:
        """Settings are all there is to check, and they were when they were stored."""
        iban = self._settings.iban
        return Health(
            is_healthy=True,
            detail="Transfers are found by importing statements",
            account=f"{iban[:4]}…{iban[-4:]}",
        )

    def _instructions(self, charge: Charge, reference: str, due: datetime) -> dict[str, str]:
        language = charge.locale.partition("-")[0].lower()
        language = language if language in _WORDS else "en"
        values = (
            self._settings.account_holder,
            printed(self._settings.iban),
            self._settings.bic,
            self._settings.bank_name,
            _written(charge.amount, _locale(language)),
            printed(reference),
            format_date(due, "long", _locale(language)),
        )
        return {word: value for word, value in zip(_WORDS[language], values, strict=True) if value}


def _locale(language: str) -> Locale:
    """English as most who pay by transfer read it: the day before the month."""
    return Locale.parse("en_GB" if language == "en" else language)


def _written(amount: Money, locale: Locale) -> str:
    """With all decimals of the currency, since this is what is to be sent."""
    standard = locale.currency_formats["standard"].pattern
    places = "0" * EXPONENTS[amount.currency]
    pattern = standard.replace("0.00", f"0.{places}" if places else "0")
    if get_currency_symbol(amount.currency, locale).isalpha():
        pattern = pattern.replace("¤0", "¤\xa00").replace("¤#", "¤\xa0#")
    value = Decimal(amount.decimal())
    return format_currency(value, amount.currency, pattern, locale=locale, currency_digits=False)
