"""The work of a connector: ask, print, tell; each step leaves it able to begin anew.

Turnout is told before the first byte reaches the printer. What is owed is written to disk before
that, as the worst that may have happened, and again when the outcome is known; Turnout is asked for
no other job until it was told. So no crash and no lost answer prints a badge twice.
"""

import logging
import time
from typing import Final

import httpx

from turnout_print.client import LOST, AnswerError, Assigned, Turnout
from turnout_print.memory import Memory, Owed
from turnout_print.printers import (
    PRINTING,
    READY,
    InterruptedPrintError,
    NotSentError,
    Printer,
    PrinterStatus,
    RefusedError,
)

log = logging.getLogger("turnout_print")
IDLE_SECONDS: Final = 1.0
OFFLINE_SECONDS: Final = 3.0
STATUS_SECONDS: Final = 5.0
"""A printer that was ready is asked so often how it is; one in trouble each time."""
TOLD_SECONDS: Final = 2.0
"""While a badge is printed Turnout hears so often how the printer is."""
ASIDE: Final = "The connector stopped while the badge was on its way."


class Connector:
    """One printer of one station. `step` does what there is to do, and says how long to rest."""

    def __init__(self, turnout: Turnout, printer: Printer, memory: Memory) -> None:
        self.turnout = turnout
        self.printer = printer
        self.memory = memory
        self.last = PrinterStatus(READY)
        self.asked_at = float("-inf")
        self.told_at = float("-inf")

    def run(self) -> None:
        """Until Turnout knows this connector no longer, which raises RemovedError."""
        while True:
            time.sleep(self.step())

    def step(self) -> float:
        """Tell what is owed, ask for a job and print it; seconds until the next step.

        RemovedError ends it. Without a connection nothing is lost: it is tried again.
        """
        try:
            self._pay()
            job = self.turnout.take(self._status())
        except httpx.HTTPError as error:
            log.warning("Turnout cannot be reached: %s", error or type(error).__name__)
            return OFFLINE_SECONDS
        except AnswerError as error:
            log.warning("Turnout answers: %s", error)
            return OFFLINE_SECONDS
        if job is None:
            return IDLE_SECONDS
        self._print(job)
        return 0.0

    def _status(self) -> PrinterStatus:
        now = time.monotonic()
        if self.last.state != READY or now - self.asked_at >= STATUS_SECONDS:
            found, self.asked_at = self.printer.status(), now
            if found.state != self.last.state:
                log.info("The printer is %s. %s", found.state, found.detail)
            self.last = found
        return self.last

    def _print(self, job: Assigned) -> None:
        try:
            content = self.turnout.content(job.id)
        except httpx.HTTPError:
            return  # its lease hands it back
        except AnswerError as error:
            if error.code != LOST and not error.is_passing:
                self._tell(Owed(job.id, "failed", "content", str(error)))
            return
        self.memory.owe(Owed(job.id, "returned", "", ASIDE))
        try:
            self.turnout.start(job.id)
        except AnswerError as error:
            log.info("Job %s is not printed: %s", job.id, error)
            if error.code == LOST:
                self.memory.owe(None)
            return
        except httpx.HTTPError:
            return  # whether it was heard or not: nothing was printed, and that is owed
        self.memory.owe(Owed(job.id, "failed", "interrupted", ASIDE))
        self._tell(self._printed(job, content))

    def _printed(self, job: Assigned, content: bytes) -> Owed:
        try:
            self.printer.print(
                content, name=f"Badge {job.id}", watch=lambda status: self._watch(job, status)
            )
        except NotSentError as error:
            self.last = error.status
            return Owed(job.id, "returned", "", str(error))
        except InterruptedPrintError as error:
            self.asked_at = float("-inf")
            return Owed(job.id, "failed", "interrupted", str(error))
        except RefusedError as error:
            return Owed(job.id, "failed", "printer", str(error))
        log.info("Job %s is printed.", job.id)
        return Owed(job.id, "printed")

    def _watch(self, job: Assigned, status: PrinterStatus) -> None:
        """Let the team see within seconds that the paper is out while a badge waits for it."""
        now = time.monotonic()
        if status.state == self.last.state and now - self.told_at < TOLD_SECONDS:
            return
        self.last, self.told_at = status, now
        try:
            shown = status if status.state != READY else PrinterStatus(PRINTING, status.detail)
            self.turnout.take(shown, printing=job.id)
        except (httpx.HTTPError, AnswerError) as error:
            log.warning("Turnout cannot be told: %s", error)

    def _tell(self, owed: Owed) -> None:
        self.memory.owe(owed)
        try:
            self._pay()
        except (httpx.HTTPError, AnswerError) as error:
            log.warning("Turnout is told later: %s", error or type(error).__name__)

    def _pay(self) -> None:
        """Tell Turnout what is owed; what it does not want to hear is owed no longer."""
        station = self.memory.load()
        owed = station.owed if station else None
        if owed is None:
            return
        try:
            self.turnout.finish(
                owed.job_id, outcome=owed.outcome, reason=owed.reason, detail=owed.detail
            )
        except AnswerError as error:
            if error.is_passing:
                raise
            log.warning("Job %s ended otherwise: %s", owed.job_id, error)
        self.memory.owe(None)
