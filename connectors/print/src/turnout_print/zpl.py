"""Label printers: ZPL over TCP, asked by `~HS` how they are.

A printer that is out of paper or ribbon, or whose head is open, need not answer `~HS` at all: one
that should answer and does not has some trouble, and gets no badge until it does.
"""

import socket
import time
from typing import Final

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
    Watch,
)

HOST_STATUS: Final = b"~HS\r\n"
ETX: Final = b"\x03"
STRINGS: Final = 3
CONNECT_SECONDS: Final = 3.0
ANSWER_SECONDS: Final = 2.0
SEND_SECONDS: Final = 20.0
PRINT_SECONDS: Final = 600.0
"""How long a label may stay in the printer: somebody may have to fetch paper."""
BETWEEN_SECONDS: Final = 0.5
CLOSE_SECONDS: Final = 5.0
FIRST_FIELDS, SECOND_FIELDS = 12, 11
SILENT: Final = "It takes connections and does not answer: look at paper, ribbon and lid."


class ZplPrinter:
    """A label printer on the network; every call makes a connection of its own."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        answers_status: bool = True,
        answer_seconds: float = ANSWER_SECONDS,
        print_seconds: float = PRINT_SECONDS,
    ) -> None:
        self.place = (host, port)
        self.answers_status = answers_status
        self.answer_seconds = answer_seconds
        self.print_seconds = print_seconds

    def status(self) -> PrinterStatus:
        try:
            with self._connect() as connection:
                if not self.answers_status:
                    return PrinterStatus(READY)
                return self._ask(connection)[0]
        except OSError as error:
            return PrinterStatus(AWAY, _words(error))

    def print(self, content: bytes, *, name: str, watch: Watch) -> None:  # noqa: ARG002  a label has no name
        try:
            connection = self._connect()
        except OSError as error:
            raise NotSentError(AWAY, _words(error)) from error
        with connection:
            try:
                connection.settimeout(SEND_SECONDS)
                connection.sendall(content)
                if self.answers_status:
                    self._wait(connection, watch)
                else:
                    self._end(connection)
            except OSError as error:
                raise InterruptedPrintError(_words(error)) from error

    def _connect(self) -> socket.socket:
        return socket.create_connection(self.place, timeout=CONNECT_SECONDS)

    def _wait(self, connection: socket.socket, watch: Watch) -> None:
        """Until nothing of the label is left in the printer."""
        until = time.monotonic() + self.print_seconds
        status = PrinterStatus(PRINTING)
        while time.monotonic() < until:
            status, left = self._ask(connection)
            if left == 0 and status.state in {READY, PRINTING}:
                return
            watch(status)
            time.sleep(BETWEEN_SECONDS)
        raise InterruptedPrintError(status.detail or "The label is still in the printer.")

    def _ask(self, connection: socket.socket) -> tuple[PrinterStatus, int]:
        """How the printer is, and how many labels it still has; OSError where it hung up."""
        connection.settimeout(self.answer_seconds)
        connection.sendall(HOST_STATUS)
        answer = b""
        while answer.count(ETX) < STRINGS:
            try:
                received = connection.recv(1024)
            except TimeoutError:
                return PrinterStatus(TROUBLE, SILENT), 1
            if not received:
                raise ConnectionResetError("The printer hung up.")
            answer += received
        return read_host_status(answer)

    @staticmethod
    def _end(connection: socket.socket) -> None:
        """Say that no more comes; a printer that breaks the connection now did not take it all."""
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(CLOSE_SECONDS)
        try:
            while connection.recv(1024):
                pass
        except TimeoutError:
            return


def read_host_status(answer: bytes) -> tuple[PrinterStatus, int]:
    """What the three strings of `~HS` say: how the printer is, and the labels that it still has."""
    lines = [
        part.rpartition(b"\x02")[2].decode("ascii", "replace").split(",")
        for part in answer.split(ETX)[:STRINGS]
    ]
    if len(lines) < STRINGS or len(lines[0]) < FIRST_FIELDS or len(lines[1]) < SECOND_FIELDS:
        return PrinterStatus(TROUBLE, "Its answer to ~HS cannot be read."), 1
    first, second = lines[0], lines[1]
    left = _number(first[4]) + _number(second[8]) + (first[7].strip() == "1")
    for place, state in (
        (second[2], HEAD_OPEN),
        (first[1], PAPER_OUT),
        (second[3], RIBBON_OUT),
        (first[2], PAUSED),
    ):
        if place.strip() == "1":
            return PrinterStatus(state), left
    return PrinterStatus(PRINTING if left else READY), left


def _number(text: str) -> int:
    return int(text) if text.strip().isdecimal() else 0


def _words(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "The printer does not answer."
    return error.strerror or str(error)
