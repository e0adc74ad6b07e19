"""Every statement of payments: payments, operations, refunds, webhooks, ledger, payouts."""
