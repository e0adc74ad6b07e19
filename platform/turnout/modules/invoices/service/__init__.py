"""Use cases of invoices: issuing, reading, drawing, and saying who sells and who is billed."""
