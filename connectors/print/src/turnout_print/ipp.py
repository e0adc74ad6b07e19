"""Printers that speak IPP: AirPrint, IPP Everywhere, and every queue of CUPS.

The messages are written and read by pyipp; they are sent here, because what matters is whether a
job may have reached the printer when something breaks, and because nothing is sent twice.
"""

import time
from typing import Any, Final

import httpx
from pyipp.enums import IppOperation, IppStatus
from pyipp.parser import parse
from pyipp.serializer import encode_dict

from turnout_print.printers import (
    AWAY,
    HEAD_OPEN,
    PAPER_OUT,
    PAUSED,
    PRINTING,
    READY,
    RIBBON_OUT,
    TROUBLE,
    InterruptedPrintError,
    NotSentError,
    PrinterStatus,
    RefusedError,
    Watch,
)

PDF: Final = "application/pdf"
MEDIA: Final = "application/ipp"
VERSION: Final = (2, 0)
CONNECT_SECONDS: Final = 3.0
ANSWER_SECONDS: Final = 20.0
PRINT_SECONDS: Final = 600.0
BETWEEN_SECONDS: Final = 0.5
STOPPED, PROCESSING = 5, 4
COMPLETED, CANCELED, ABORTED = 9, 7, 8
SUCCESSFUL: Final = 0x0200
NOT_NOW: Final = frozenset(
    {0x0502, 0x0505, 0x0506, 0x0507, IppStatus.ERROR_SERVICE_UNAVAILABLE.value}
)
"""Statuses of a printer that takes no job now: unavailable, temporary, not accepting, busy."""
REASONS: Final = (
    ("media-empty", PAPER_OUT),
    ("media-needed", PAPER_OUT),
    ("marker-supply-empty", RIBBON_OUT),
    ("cover-open", HEAD_OPEN),
    ("door-open", HEAD_OPEN),
    ("interlock-open", HEAD_OPEN),
    ("paused", PAUSED),
    ("offline", AWAY),
    ("connecting-to-device", AWAY),
    ("media-jam", TROUBLE),
)
OF_PRINTER: Final = ("printer-state", "printer-state-reasons", "document-format-supported")
OF_JOB: Final = ("job-state", "job-state-reasons")


class IppPrinter:
    """A printer, or a queue, by its address on the network and the one that it calls itself."""

    def __init__(self, url: str, *, printer_uri: str, print_seconds: float = PRINT_SECONDS) -> None:
        self.url = url
        self.printer_uri = printer_uri
        self.print_seconds = print_seconds
        # Printers sign their own certificates; what is printed is no secret to who is there. Each
        # request has a connection of its own: on one that the printer has closed meanwhile nobody
        # could tell whether the badge was heard.
        self.http = httpx.Client(
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx.Limits(max_keepalive_connections=0),
            verify=False,  # noqa: S501
            trust_env=False,
        )

    def status(self) -> PrinterStatus:
        try:
            return _status_of(self._printer())
        except (httpx.HTTPError, OSError) as error:
            return PrinterStatus(AWAY, str(error))
        except RefusedError as error:
            return PrinterStatus(TROUBLE, str(error))

    def print(self, content: bytes, *, name: str, watch: Watch) -> None:
        self._require_pdf()
        job_id = self._send(content, name)
        until = time.monotonic() + self.print_seconds
        while time.monotonic() < until:
            try:
                job = self._job(job_id)
            except (httpx.HTTPError, RefusedError) as error:
                raise InterruptedPrintError(str(error)) from error
            state = job.get("job-state")
            if state == COMPLETED:
                return
            if state in {CANCELED, ABORTED}:
                raise RefusedError(_joined(job.get("job-state-reasons")))
            watch(self.status())
            time.sleep(BETWEEN_SECONDS)
        raise InterruptedPrintError("The printer has had the badge for long and is not done.")

    def _require_pdf(self) -> None:
        try:
            taken = _listed(self._printer().get("document-format-supported"))
        except (httpx.HTTPError, RefusedError) as error:
            raise NotSentError(AWAY, str(error)) from error
        if taken and PDF not in taken:
            says = "This printer takes no PDF; make a queue for it in CUPS and name that."
            raise RefusedError(says)

    def _send(self, content: bytes, name: str) -> int:
        try:
            answer = self._ask(
                IppOperation.PRINT_JOB, {"job-name": name, "document-format": PDF}, data=content
            )
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise NotSentError(AWAY, str(error)) from error
        except httpx.HTTPError as error:
            raise InterruptedPrintError(str(error) or type(error).__name__) from error
        jobs: list[dict[str, Any]] = answer["jobs"]
        if not jobs or not isinstance(jobs[0].get("job-id"), int):
            raise InterruptedPrintError("The printer did not say which job it made.")
        return int(jobs[0]["job-id"])

    def _printer(self) -> dict[str, Any]:
        answer = self._ask(
            IppOperation.GET_PRINTER_ATTRIBUTES, {"requested-attributes": OF_PRINTER}
        )
        return dict(answer["printers"][0]) if answer["printers"] else {}

    def _job(self, job_id: int) -> dict[str, Any]:
        asked = {"job-id": job_id, "requested-attributes": OF_JOB}
        answer = self._ask(IppOperation.GET_JOB_ATTRIBUTES, asked)
        return dict(answer["jobs"][0]) if answer["jobs"] else {}

    def _ask(
        self, operation: IppOperation, attributes: dict[str, Any], *, data: bytes = b""
    ) -> dict[str, Any]:
        """One request, never sent again by itself; NotSentError or RefusedError by its status."""
        message = {
            "version": VERSION,
            "operation": operation,
            "operation-attributes-tag": {
                "attributes-charset": "utf-8",
                "attributes-natural-language": "en",
                "printer-uri": self.printer_uri,
            }
            | {key: attributes[key] for key in ("job-id",) if key in attributes}
            | {"requesting-user-name": "turnout-print"}
            | {key: value for key, value in attributes.items() if key != "job-id"},
            "data": data,
        }
        answer = self.http.post(
            self.url, content=encode_dict(message), headers={"Content-Type": MEDIA}
        )
        answer.raise_for_status()
        try:
            read: dict[str, Any] = parse(answer.content)
        except Exception as error:
            raise RefusedError("The printer's answer is no IPP.") from error
        status = read["status-code"]
        if status in NOT_NOW:
            raise NotSentError(TROUBLE, f"The printer takes no job now (0x{status:04x}).")
        if not 0 <= status < SUCCESSFUL:
            raise RefusedError(f"The printer refused it (0x{status:04x}).")
        return read


def _status_of(printer: dict[str, Any]) -> PrinterStatus:
    """The first reason that keeps a printer from printing, else whether it is at work.

    A warning, such as little toner, keeps it from nothing.
    """
    reasons = [each for each in _listed(printer.get("printer-state-reasons")) if each != "none"]
    stopping = [each for each in reasons if not each.endswith(("-warning", "-report"))]
    for word, state in REASONS:
        found = [each for each in stopping if each.startswith(word)]
        if found:
            return PrinterStatus(state, _joined(found))
    if printer.get("printer-state") == STOPPED:
        return PrinterStatus(TROUBLE, _joined(reasons) or "The printer has stopped.")
    is_printing = printer.get("printer-state") == PROCESSING
    return PrinterStatus(PRINTING if is_printing else READY, _joined(reasons))


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


def _joined(value: Any) -> str:
    return ", ".join(_listed(value))[:300]
