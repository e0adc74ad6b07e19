"""From the mail to the door: tickets, their PDFs, codes read off the page, scans."""

import base64
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from types import ModuleType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from turnout_dev.demo import mailbox_client
from turnout_dev.demo.context import Bought, DemoContext, People, Sales, Show
from turnout_dev.demo.reporter import DemoFailed
from turnout_dev.stack.state import ROOT


def codes_in_pdf(pdf: bytes) -> list[str]:
    """The texts of the QR codes on the drawn pages, by PDFium and ZXing: none of our own code."""
    codes: list[str] = _reader().codes_in_pdf(pdf)
    return codes


def texts_of_pdf(pdf: bytes) -> list[str]:
    """What can be copied from each page."""
    texts: list[str] = _reader().texts_of_pdf(pdf)
    return texts


def _reader() -> ModuleType:
    """The reader that the tests use; it lies beside them, so the checkout must be importable."""
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))
    return import_module("tests.reading.qr")


def forged(code: str) -> str:
    """A code for another ticket, signed well, by a key that is not the event's."""
    version, key_id, payload, _ = code.split(".")
    claims = bytearray(_decode(payload))
    claims[16] ^= 1
    signed = f"{version}.{key_id}.{_encode(bytes(claims))}"
    return f"{signed}.{_encode(Ed25519PrivateKey.generate().sign(signed.encode()))}"


def flipped(code: str) -> str:
    """The same code with one bit of the ticket's id turned, its signature kept."""
    version, key_id, payload, signature = code.split(".")
    claims = bytearray(_decode(payload))
    claims[31] ^= 1
    return f"{version}.{key_id}.{_encode(bytes(claims))}.{signature}"


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


GATE = "North gate"
READ_AT_RANDOM = 5


@dataclass(frozen=True, slots=True)
class Paper:
    """A ticket as its holder carries it: one page with a name and a code."""

    name: str
    code: str


def collect_mails(demo: DemoContext, sales: Sales) -> dict[str, int]:
    """Every order has its confirmation, under one Message-ID however often it came."""
    addresses = {each.email for each in sales.every}
    copies = demo.mailbox.wait_for_all(
        demo.domain, addresses, seconds=demo.patience_seconds + len(addresses) * 0.2
    )
    by_address: dict[str, set[str]] = defaultdict(set)
    for each in copies:
        by_address[each["to"][0]].add(each["message_id"])
    demo.reporter.check("orders with a mail", expected=len(addresses), found=len(by_address))
    several = {to: ids for to, ids in by_address.items() if len(ids) != 1}
    demo.reporter.check("orders with more than one Message-ID", expected={}, found=several)
    every = [next(iter(ids)) for ids in by_address.values()]
    demo.reporter.check("different Message-IDs", expected=len(addresses), found=len(set(every)))
    bare = [each["to"] for each in copies if each["attachments"] < len(("pdf", "ics"))]
    demo.reporter.check("mails without ticket or calendar", expected=[], found=bare)
    repeated = len(copies) - len(addresses)
    demo.reporter.say(f"“{copies[-1]['subject']}”; {repeated} mails arrived more than once")
    demo.reporter.note("mails with PDF and calendar", f"{len(addresses)}, {repeated} repeated")
    return {each["to"][0]: each["id"] for each in copies}


def read_papers(demo: DemoContext, sales: Sales, mails: dict[str, int]) -> dict[str, list[Paper]]:
    """Draw the PDFs of some mails and read the codes off the pictures; by order."""
    chosen = [*sales.singles, *demo.killer.chance.sample(sales.scarce, READ_AT_RANDOM)]
    papers = {each.order_id: _papers_of(demo, each, mails[each.email]) for each in chosen}
    found = Counter(paper.code for pages in papers.values() for paper in pages)
    shared = [code for code, times in found.items() if times > 1]
    demo.reporter.check("codes that two tickets share", expected=[], found=shared)
    demo.reporter.say(f"{len(found)} codes read off {len(chosen)} PDFs")
    demo.reporter.note("codes read off rendered PDFs", str(len(found)))
    return papers


def _papers_of(demo: DemoContext, bought: Bought, mail: int) -> list[Paper]:
    pdf = demo.mailbox.attachment(mail, mailbox_client.PDF)
    read, texts = codes_in_pdf(pdf), texts_of_pdf(pdf)
    if len(read) != len(bought.names):
        raise DemoFailed(
            f"the PDF of {bought.email}: expected {len(bought.names)} codes, found {read}"
        )
    if bought.names[0].split()[0] not in texts[0]:
        raise DemoFailed(f"the PDF of {bought.email} does not name {bought.names[0]}: {texts[0]}")
    return [Paper(name, code) for name, code in zip(bought.names, read, strict=True)]


def scan(people: People, show: Show, code: str) -> dict[str, Any]:
    path = f"{people.base}/events/{show.event_id}/checkins"
    verdict: dict[str, Any] = people.staff.post(path, {"code": code, "gate": GATE})
    return verdict


def open_door(
    demo: DemoContext, people: People, show: Show, *, sales: Sales, papers: dict[str, list[Paper]]
) -> None:
    """In once; the second scan is told when; what was forged never comes in."""
    if sales.paid is None or sales.free is None:
        raise DemoFailed("nobody bought anything to be let in with")
    admitted = 0
    for bought in (
        sales.paid,
        sales.free,
        *(each for each in sales.scarce if each.order_id in papers),
    ):
        for paper in papers[bought.order_id]:
            verdict = scan(people, show, paper.code)
            _expect(verdict, verdict="admitted", attendee_name=paper.name)
            admitted += 1
    demo.reporter.hold(f"{admitted} people are let in by name", is_so=admitted > 0)
    code = papers[sales.paid.order_id][0].code
    _refuse_second(demo, people, show, code)
    for title, other in (
        ("signed by another key", forged(code)),
        ("with one bit turned", flipped(code)),
    ):
        verdict = scan(people, show, other)
        demo.reporter.check(f"a code {title}", expected="forged", found=verdict["reason"])
        _expect(verdict, verdict="refused", attendee_name=None)
    verdict = scan(people, show, "FOSDEM-VIP-PASS")
    demo.reporter.check("any other text", expected="refused", found=verdict["verdict"])
    counts = people.staff.get(f"{people.base}/events/{show.event_id}/checkins/counts")
    inside = sum(each["entries"] for each in counts["lists"])
    demo.reporter.check("people inside", expected=admitted, found=inside)


def _refuse_second(demo: DemoContext, people: People, show: Show, code: str) -> None:
    first, second = scan(people, show, code), scan(people, show, code)
    _expect(first, verdict="refused", reason="already_admitted")
    since = datetime.fromisoformat(second["admitted_at"]).astimezone()
    demo.reporter.check(
        f"a second scan is refused with the time of the first ({since:%H:%M:%S}, {second['gate']})",
        expected=("already_admitted", first["admitted_at"], GATE),
        found=(second["reason"], second["admitted_at"], second["gate"]),
    )


def _expect(answer: dict[str, Any], **wanted: object) -> None:
    found = {name: answer[name] for name in wanted}
    if found != wanted:
        raise DemoFailed(f"a scan: expected {wanted}, found {answer}")
