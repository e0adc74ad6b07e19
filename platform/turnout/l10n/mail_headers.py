"""Headers of mails: whom they come from, where an answer goes, their Message-ID. Pure."""

import hashlib
import re
from email.utils import parseaddr
from typing import Final

from turnout.l10n.formats import sender_name
from turnout_sdk.email import Address

LONGEST_NAME: Final = 150
_PLAIN_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
)
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,200}")


def message_id(host: str, *cause: object) -> str:
    """The one Message-ID of a cause: the same whoever computes it, and whenever."""
    mark = hashlib.sha256("\n".join(map(str, cause)).encode("utf-8", "surrogatepass"))
    return f"<{mark.hexdigest()[:40]}@{host}>"


def mail_host(mail_from: str) -> str:
    """The domain that Message-IDs end in: the one that mails come from."""
    _, at, domain = parseaddr(mail_from)[1].rpartition("@")
    return domain if at and _HOST.fullmatch(domain) else "turnout.invalid"


def sender_of(mail_from: str, name: str = "") -> Address:
    """The platform's address under the name of whoever speaks.

    A name that looks like an address is none: the platform's own stands there instead.
    """
    own_name, address = parseaddr(mail_from)
    return Address(email=address, name=sender_name(name)[:LONGEST_NAME] or own_name)


def reply_address(*candidates: str | None) -> str:
    """The first address that every mail program can answer to; empty without one."""
    plain = (each.strip() for each in candidates if each)
    return next((each for each in plain if _PLAIN_ADDRESS.fullmatch(each)), "")
