"""Addresses that people type: where a mail can be sent, pages of the web, phone numbers."""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

import httpx
import idna
import phonenumbers
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from turnout.kernel.typed_text import plain_phone, plain_signs

LONGEST_MAIL: Final = 254
LONGEST_WEB: Final = 2_000
LONGEST_HOST: Final = 253
LONGEST_LABEL: Final = 63
"""Between two dots of a host name (RFC 1035)."""

_PLAIN_MAIL: Final = re.compile(
    r"(?=[^@]{1,64}@.{1,180}\Z)[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*"
    r"@(?:(?=[^.]{1,63}\.)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+([A-Za-z]{2,63})"
)
"""Most addresses by far: letters, digits and single hyphens, about which there is no doubt."""
_SPECIAL_ENDS: Final = frozenset(name.rpartition(".")[2] for name in SPECIAL_USE_DOMAIN_NAMES)
_UNFIT: Final = re.compile(
    "[\x00-\x20\"'<>\\\\^`{|}\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
"""What no address has as such: blanks, quotes, brackets, signs that turn the text round."""
CODES: Final = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ
    EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW
    GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY
    KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY
    QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG
    TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM
    ZW
"""
COUNTRIES: Final = frozenset(CODES.split())
"""By their two letters: the 249 that ISO 3166-1 has assigned."""


def mail_address(text: str) -> str | None:
    """The one spelling of an address: ASCII, small letters; None for what nobody can mail.

    Nothing is folded beyond that and signs of double width: two addresses that only look alike
    stay two.
    """
    address = plain_signs(text)
    plain = _PLAIN_MAIL.fullmatch(address)
    if plain and plain[1].lower() not in _SPECIAL_ENDS:
        return address.lower()
    return _examined(address)


def _examined(text: str) -> str | None:
    """The same by the library, which knows everything that an address may be."""
    try:
        checked = validate_email(
            text,
            strict=True,
            check_deliverability=False,
            allow_smtputf8=False,
            test_environment=True,
        )
    except EmailNotValidError:
        return None
    return (checked.ascii_email or checked.normalized).lower()


def ascii_host(name: str) -> str | None:
    """The name of a host as browsers and mail servers send it: ASCII, small letters (UTS 46).

    None for letters that no name has; whether it names anything is not asked.
    """
    if name.isascii():
        return name.lower()
    try:
        return idna.encode(name, uts46=True).decode("ascii") if len(name) <= LONGEST_HOST else None
    except UnicodeError:
        return None


def ascii_address(text: str) -> str:
    """An address with its domain in ASCII, so that one mailbox is not kept under two spellings.

    What stands before the @ stays as it was typed but for its width, and so does what is no
    address.
    """
    plain = plain_signs(text)
    if plain.isascii() or "@" not in plain:
        return plain
    local, _, domain = plain.rpartition("@")
    return f"{local}@{ascii_host(domain) or domain}"


def address_key(text: str) -> str:
    """An address as it is looked up and compared: its domain in ASCII, small letters."""
    return ascii_address(text.strip()).lower()


def mailable_address(text: str) -> str | None:
    """An address as it is kept; None for what nobody can mail."""
    address = ascii_address(text)
    return address if is_mailable(address) else None


def is_mailable(text: str) -> bool:
    return len(text) <= LONGEST_MAIL and mail_address(text) is not None


def is_web_address(text: str, *, longest: int = LONGEST_WEB) -> bool:
    """Whether it leads to a page of the web, openly, and to nothing that a browser would run.

    With a user name in it, `https://bank.example@evil.example` would look like the bank's.
    """
    if len(text) > longest or _UNFIT.search(text):
        return False
    try:
        parts = urlsplit(text)
        _ = parts.port
        host = httpx.URL(text).raw_host.decode("ascii")
    except (ValueError, httpx.InvalidURL):
        return False
    is_known = parts.scheme in ("http", "https") and "@" not in parts.netloc
    return is_known and all(len(label) <= LONGEST_LABEL for label in host.split(".")) and bool(host)


def is_sender_name(text: str) -> bool:
    """Whether a mail may bear it as its sender: no part of it can be taken for an address."""
    return "@" not in unicodedata.normalize("NFKC", text)


def phone_number(text: str) -> str | None:
    """A number with its country code as E.164 has it; None unless its country numbers phones so."""
    try:
        number = phonenumbers.parse(plain_phone(text))
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
