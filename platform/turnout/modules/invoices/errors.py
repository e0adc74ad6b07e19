"""Refusals of invoices."""

from turnout.kernel.errors import Conflict, NotFound


class InvoiceNotFound(NotFound):
    code = "invoices.no-such-invoice"
    title = "This invoice does not exist"


class NotConfirmed(Conflict):
    code = "invoices.not-confirmed"
    title = "An invoice is issued once the order is confirmed"


class InvoiceAlreadyIssued(Conflict):
    """The billing details stand on an issued document, and documents do not change."""

    code = "invoices.already-issued"
    title = "The invoice was issued already; ask the organizer for a correction"
