"""Orders, payments, ledger and provider held against each other; books for the accountant."""
