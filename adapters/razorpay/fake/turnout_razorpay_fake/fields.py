"""Fields of requests: amounts, notes, texts; pages of a list."""

from collections.abc import Iterable, Mapping
from typing import Any

from turnout_razorpay_fake.errors import refused
from turnout_sdk.testing.provider.store import Json, public

_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_TWO = (
    "AED ALL AMD AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BZD CAD CHF CNY COP CRC "
    "CUP CVE CZK DKK DOP DZD EGP ETB EUR FJD GBP GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR "
    "JMD KES KGS KHR KYD KZT LAK LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN "
    "NAD NGN NIO NOK NPR NZD PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SCR SEK SGD SOS SVC SZL THB "
    "TRY TTD TWD TZS UAH USD UYU UZS XCD YER ZAR ZMW"
)
_THREE = "BHD IQD JOD KWD OMR TND"
PLACES = {
    **dict.fromkeys(_NONE.split(), 0),
    **dict.fromkeys(_TWO.split(), 2),
    **dict.fromkeys(_THREE.split(), 3),
}
"""Of how many decimal places a currency is counted."""

_SMALLEST_INR = 100
_LONGEST_TAG, _LONGEST_NOTE, _MOST_NOTES = 40, 256, 15
_PAGE, _LARGEST_PAGE = 10, 100


def read_currency(body: Mapping[str, Any]) -> str:
    currency = body.get("currency", "INR")
    if currency not in PLACES:
        raise refused("Currency is not supported", "currency")
    return str(currency)


def read_amount(body: Mapping[str, Any], currency: str) -> int:
    amount = body.get("amount")
    if amount is None:
        raise refused("The amount field is required.", "amount")
    if type(amount) is not int:
        raise refused("The amount must be an integer.", "amount")
    if amount < (_SMALLEST_INR if currency == "INR" else 1):
        raise refused(f"The amount must be at least {currency} 1.00", "amount")
    if PLACES[currency] == 3 and amount % 10:  # noqa: PLR2004 - three places, the last a zero
        raise refused("The last decimal must be 0 for three decimal currencies.", "amount")
    return amount


def decimal(amount: int, currency: str) -> str:
    """Write Razorpay's units as text, with as many places as Razorpay counts."""
    places = PLACES[currency]
    digits = str(amount).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def read_tag(body: Mapping[str, Any], name: str) -> str | None:
    """Read a reference of the merchant's own: unique, and 40 characters at most."""
    tag = body.get(name)
    if tag is not None and (not isinstance(tag, str) or len(tag) > _LONGEST_TAG):
        raise refused(f"The {name} may not be greater than {_LONGEST_TAG} characters.", name)
    return tag


def read_notes(body: Mapping[str, Any]) -> Any:
    """Notes are an object, and an empty list when there are none."""
    notes = body.get("notes") or {}
    if not isinstance(notes, dict) or len(notes) > _MOST_NOTES:
        raise refused("notes must be an array of at most 15 keys", "notes")
    if any(not isinstance(each, str) or len(each) > _LONGEST_NOTE for each in notes.values()):
        raise refused("value: the length must not be greater than 255.", "notes")
    return notes or []


def allow(body: Mapping[str, Any], *names: str) -> None:
    """Refuse what the endpoint does not know."""
    extra = sorted(set(body) - set(names))
    if extra:
        raise refused(f"{', '.join(extra)} is/are not required and should not be sent")


def page(things: Iterable[Json], query: Mapping[str, str], *, largest: int = _LARGEST_PAGE) -> Json:
    """Answer with a part of a list, newest first as it comes in."""
    count, skip = _whole(query, "count", _PAGE), _whole(query, "skip", 0)
    if not 1 <= count <= largest:
        raise refused(f"The count must be between 1 and {largest}.", "count")
    since, until = _whole(query, "from", 0), _whole(query, "to", 2**40)
    found = [each for each in things if since <= each["created_at"] <= until]
    return collection(found[skip : skip + count])


def collection(things: Iterable[Json]) -> Json:
    items = [public(each) for each in things]
    return {"entity": "collection", "count": len(items), "items": items}


def _whole(query: Mapping[str, str], name: str, otherwise: int) -> int:
    text = query.get(name, "")
    if text and not text.isdecimal():
        raise refused(f"The {name} must be an integer.", name)
    return int(text) if text else otherwise
