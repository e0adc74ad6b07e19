"""Keeps the message catalogues of pages, mails and invoices in step with their sources."""
