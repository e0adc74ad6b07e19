"""Money through providers: payments, refunds, the webhook inbox, the ledger."""
