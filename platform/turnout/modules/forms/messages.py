"""What is wrong with an answer, in words for whoever reads a refusal."""

from typing import Final

from turnout.kernel.errors import FieldError
from turnout.modules.forms.evaluation import Fault

WORDS: Final = {
    "required": "Please answer this question.",
    "wrong-type": "This answer has another type than the question.",
    "invalid-character": "This has a sign that cannot be kept.",
    "pattern": "This does not have the form that is asked for.",
    "too-short": "This is too short.",
    "too-long": "This is too long.",
    "not-a-number": "Please enter a number, such as 12 or 12.5, as a text.",
    "too-many-decimals": "Please enter fewer digits after the point.",
    "too-small": "This is less than is allowed.",
    "too-large": "This is more than is allowed.",
    "not-an-option": "Please choose one of the options.",
    "repeated": "Please choose each option once.",
    "too-few": "Please choose more.",
    "too-many": "Please choose fewer.",
    "not-a-date": "Please enter a date, as 2026-05-31.",
    "not-a-time": "Please enter a time, as 09:30.",
    "not-a-date-time": "Please enter a date and a time, as 2026-05-31T09:30.",
    "too-early": "This is earlier than is allowed.",
    "too-late": "This is later than is allowed.",
    "not-an-email": "Please enter a valid email address.",
    "not-a-phone": "Please enter a valid phone number with its country code.",
    "not-a-url": "Please enter an address that starts with https://.",
    "not-a-country": "Please give two capital letters (ISO 3166-1).",
    "not-a-file": "Please give the id of a file.",
    "unknown-member": "An address has no such part.",
    "unknown-question": "This is not asked.",
}


def field_error(fault: Fault, *, below: str) -> FieldError:
    """The fault as part of a refusal; `below` is where the answers stand in the request."""
    return FieldError(f"{below}{fault.pointer}", WORDS[fault.code], fault.code)
