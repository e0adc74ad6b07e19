"""Use cases of reconciliation: statements, payouts, comparison, findings."""
