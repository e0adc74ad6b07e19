"""Asks an independent validator whether our e-invoices keep the norms; needs Java and Maven."""
