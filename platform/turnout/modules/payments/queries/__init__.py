"""Every statement of payments: the payments themselves, the webhook inbox, the ledger."""
