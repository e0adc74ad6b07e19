"""Reconciliation: orders, payments, ledger, bank statements and providers' reports compared."""
