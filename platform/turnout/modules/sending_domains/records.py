"""The records of a sending domain: what is to be set in the name system, and what was found."""

from collections.abc import Iterator
from typing import Final

from turnout.kernel import codec
from turnout.modules.sending_domains import keys
from turnout.modules.sending_domains.models import SignedBy
from turnout.modules.sending_domains.types import (
    Finding,
    RecordKind,
    SendingRecord,
    StoredDomain,
)

DMARC: Final = "v=DMARC1; p=none"
"""The least that mailbox providers want of who sends much; an organization may be stricter."""


def records_of(domain: StoredDomain, *, include: str) -> list[SendingRecord]:
    """What is needed and advised, each with what the last look found; `include`: our SPF."""
    findings = codec.convert(domain.findings, list[Finding])
    return list(_records(domain, findings, include=include))


def _records(
    domain: StoredDomain, findings: list[Finding], *, include: str
) -> Iterator[SendingRecord]:
    name = domain.domain
    by_kind = {each.kind: each for each in findings}
    by_selector = {each.selector: each for each in findings if each.kind is RecordKind.DKIM}
    is_ours = domain.signed_by == SignedBy.PLATFORM
    if not is_ours:
        owned = by_kind.get(RecordKind.OWNERSHIP)
        yield _record(RecordKind.OWNERSHIP, "TXT", f"_turnout-challenge.{name}", finding=owned)
    for number, selector in enumerate(domain.selectors):
        yield _record(
            RecordKind.DKIM,
            "TXT" if is_ours else "CNAME",
            f"{selector}._domainkey.{name}",
            value=keys.record_of(domain.public_keys[number]) if is_ours else "",
            finding=by_selector.get(selector),
            is_needed=not (is_ours and number > 0),
        )
    if is_ours:
        spf = by_kind.get(RecordKind.SPF)
        yield _record(
            RecordKind.SPF, "TXT", name, value=f"v=spf1 include:{include} ~all", finding=spf
        )
    dmarc = by_kind.get(RecordKind.DMARC)
    yield _record(RecordKind.DMARC, "TXT", f"_dmarc.{name}", value=DMARC, finding=dmarc)
    back = by_kind.get(RecordKind.RETURN)
    yield _record(RecordKind.RETURN, "MX", name, finding=back, is_needed=False)


def _record(
    kind: RecordKind,
    type_: str,
    name: str,
    *,
    finding: Finding | None,
    value: str = "",
    is_needed: bool = True,
) -> SendingRecord:
    state = "unchecked" if finding is None else "right" if finding.is_right else "wrong"
    return SendingRecord(
        kind=kind.value,
        type=type_,
        name=name,
        value=value,
        is_needed=is_needed,
        state=state,
        problem=finding.problem.value if finding and finding.problem else "",
        found=list(finding.found) if finding else [],
    )
