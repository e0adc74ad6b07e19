"""What every printer can do, and what may go wrong on the way to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import parse_qs, urlsplit

READY: Final = "ready"
PRINTING: Final = "printing"
PAPER_OUT: Final = "paper_out"
RIBBON_OUT: Final = "ribbon_out"
HEAD_OPEN: Final = "head_open"
PAUSED: Final = "paused"
AWAY: Final = "away"
TROUBLE: Final = "trouble"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """How a printer is; `detail` in its own words, or empty."""

    state: str
    detail: str = ""


Watch = Callable[[PrinterStatus], None]
"""Is told how the printer is while it prints."""


class NotSentError(Exception):
    """Nothing of the job reached the printer: it can be printed later, or elsewhere."""

    def __init__(self, state: str, detail: str) -> None:
        super().__init__(detail)
        self.status = PrinterStatus(state, detail)


class InterruptedPrintError(Exception):
    """Some or all of the job reached the printer, and nobody knows whether it came out."""


class RefusedError(Exception):
    """The printer had the job and says that it did not print it."""


class Printer(Protocol):
    """One printer; its calls wait, none longer than its own limits."""

    def status(self) -> PrinterStatus:
        """How the printer is now; `away` where it cannot be reached. Never raises."""
        ...

    def print(self, content: bytes, *, name: str, watch: Watch) -> None:
        """Print, and return once it is out as far as the printer says.

        NotSentError, InterruptedPrintError or RefusedError where it is not.
        """
        ...


@dataclass(frozen=True, slots=True)
class PrinterAddress:
    """Where a printer is and how one talks to it."""

    scheme: str
    host: str
    port: int
    path: str
    answers_status: bool

    @classmethod
    def parse(cls, text: str) -> "PrinterAddress":
        """From `zpl://host[:port]`, `ipp://…` or `ipps://…`; ValueError says what is wrong."""
        parts = urlsplit(text)
        if parts.scheme not in {"zpl", "ipp", "ipps"}:
            raise ValueError("A printer's address begins with zpl://, ipp:// or ipps://.")
        if not parts.hostname:
            raise ValueError("A printer's address has a host, such as zpl://192.168.1.40.")
        port = parts.port or (9100 if parts.scheme == "zpl" else 631)
        status = parse_qs(parts.query).get("status", ["yes"])[-1]
        return cls(parts.scheme, parts.hostname, port, parts.path or "/ipp/print", status != "no")


def printer_at(text: str) -> Printer:
    """The printer at an address."""
    address = PrinterAddress.parse(text)
    if address.scheme == "zpl":
        from turnout_print.zpl import ZplPrinter

        return ZplPrinter(address.host, address.port, answers_status=address.answers_status)
    from turnout_print.ipp import IppPrinter

    scheme = "https" if address.scheme == "ipps" else "http"
    base = f"{address.host}:{address.port}{address.path}"
    return IppPrinter(f"{scheme}://{base}", printer_uri=f"{address.scheme}://{base}")
