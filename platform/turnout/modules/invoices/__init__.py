"""Invoices and credit notes: numbered without gaps, never changed, drawn in any script."""
