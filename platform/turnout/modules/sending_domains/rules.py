"""Decisions about sending domains: which records are needed and whether they are right. Pure."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from turnout.kernel.errors import FieldError
from turnout.modules.domains.api import host_of
from turnout.modules.sending_domains.models import SendingDomainState
from turnout.modules.sending_domains.types import Finding, Problem, RecordKind

MOST_DOMAINS: Final = 5
LONGEST_DOMAIN: Final = 190
LOCAL_PART: Final = re.compile(r"[a-z0-9](?:[a-z0-9._+-]{0,62}[a-z0-9])?")
SELECTOR: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9-]{1,63})?")
MOST_SELECTORS: Final = 3
AGAIN_PENDING: Final = timedelta(hours=1)
AGAIN_VERIFIED: Final = timedelta(hours=6)
FIRST_DAY: Final = 200
"""Announcements that leave by a new domain on its first day; twice as many on each further one."""
GROWING_DAYS: Final = 10
MOST_SHOWN: Final = 300
SPF: Final = "v=spf1"
NO_MECHANISM: Final = "all"


def address_errors(domain: str | None, local_part: str, *, own: Iterable[str]) -> list[FieldError]:
    """What is wrong with an address to send from; the platform's own hosts belong to nobody."""
    errors = []
    if domain is None or len(domain) > LONGEST_DOMAIN:
        errors.append(FieldError("/domain", "Use the name of a domain, such as example.org."))
    elif any(domain == each or domain.endswith(f".{each}") for each in own if each):
        errors.append(FieldError("/domain", "This domain belongs to the platform."))
    if not LOCAL_PART.fullmatch(local_part) or ".." in local_part:
        errors.append(FieldError("/local_part", "Use what stands before the @, such as tickets."))
    return errors


def selector_errors(selectors: Sequence[str]) -> list[FieldError]:
    """What is wrong with the selectors under which a provider publishes its keys."""
    if not 1 <= len(selectors) <= MOST_SELECTORS:
        return [FieldError("/selectors", f"Name one to {MOST_SELECTORS} of your provider.")]
    return [
        FieldError(f"/selectors/{number}", "Use what stands before ._domainkey, such as s1.")
        for number, each in enumerate(selectors)
        if not SELECTOR.fullmatch(each)
    ]


def normal_domain(text: str) -> str | None:
    """The domain as it is kept; None for what is none."""
    return host_of(text.strip().removeprefix("@"))


def judge_dkim(found: Sequence[str], public_key: str, *, selector: str = "") -> Finding:
    """Whether the key that signs stands in the name system; an empty one: any key will do."""
    said = [each for each in found if "p=" in each]
    kind = RecordKind.DKIM
    if not said:
        return _wrong(kind, Problem.DKIM_MISSING, found, selector=selector)
    keys = [_tags(each).get("p", "") for each in said]
    if not any(keys):
        return _wrong(kind, Problem.DKIM_REVOKED, said, selector=selector)
    if public_key and public_key not in keys:
        return _wrong(kind, Problem.DKIM_OTHER_KEY, said, selector=selector)
    return Finding(kind=kind, is_right=True, selector=selector)


def judge_spf(found: Sequence[str], include: str) -> Finding:
    """Whether exactly one SPF record names our servers, before its last word."""
    said = [each for each in found if each.lower().split(" ")[0] == SPF]
    kind = RecordKind.SPF
    if not said:
        return _wrong(kind, Problem.SPF_MISSING, ())
    if len(said) > 1:
        return _wrong(kind, Problem.SPF_TWICE, said)
    words = said[0].lower().split()
    wanted = f"include:{include}"
    if wanted not in words:
        return _wrong(kind, Problem.SPF_WITHOUT_US, said)
    ends = [at for at, word in enumerate(words) if word.lstrip("+-~?") == NO_MECHANISM]
    if ends and ends[0] < words.index(wanted):
        return _wrong(kind, Problem.SPF_TOO_LATE, said)
    return Finding(kind=kind, is_right=True)


def judge_dmarc(found: Sequence[str]) -> Finding:
    """Whether exactly one DMARC record says what is to be done with forgeries."""
    said = [each for each in found if each.strip().lower().startswith("v=dmarc1")]
    kind = RecordKind.DMARC
    if not said:
        return _wrong(kind, Problem.DMARC_MISSING, ())
    if len(said) > 1 or _tags(said[0]).get("p", "").lower() not in ("none", "quarantine", "reject"):
        return _wrong(kind, Problem.DMARC_WRONG, said)
    return Finding(kind=kind, is_right=True)


def judge_return(found: Sequence[str]) -> Finding:
    """Whether what comes back, and answers, have a server to go to."""
    if any(each.strip(". ") for each in found):
        return Finding(kind=RecordKind.RETURN, is_right=True)
    return _wrong(RecordKind.RETURN, Problem.NO_MAIL_SERVER, found)


def state_after(
    before: SendingDomainState, findings: Iterable[Finding]
) -> tuple[SendingDomainState, Problem | None]:
    """The state that the findings make, and the first problem that stands in the way."""
    needed = [each for each in findings if each.is_needed and not each.is_right]
    if not needed:
        return SendingDomainState.VERIFIED, None
    was_good = before is not SendingDomainState.PENDING
    state = SendingDomainState.FAILING if was_good else SendingDomainState.PENDING
    return state, needed[0].problem


def daily_limit(verified_at: datetime | None, now: datetime) -> int | None:
    """How many announcements leave by the domain today; None once it is warm."""
    if verified_at is None:
        return 0
    days = (now.date() - verified_at.date()).days
    return None if days >= GROWING_DAYS else FIRST_DAY * 2 ** max(days, 0)


def selector_of(now: datetime, mark: str) -> str:
    """A selector that says on which day its key was made; `mark` tells keys of one day apart."""
    return f"turnout-{now:%Y%m%d}-{mark}"


def _tags(record: str) -> dict[str, str]:
    """A record's tags (`k=rsa; p=…`), blanks in their values left out."""
    pairs = (each.partition("=") for each in record.split(";"))
    return {name.strip().lower(): "".join(value.split()) for name, _, value in pairs}


def _wrong(
    kind: RecordKind, problem: Problem, found: Sequence[str], *, selector: str = ""
) -> Finding:
    shown = tuple(each[:MOST_SHOWN] for each in found[:3])
    return Finding(kind=kind, is_right=False, problem=problem, found=shown, selector=selector)
