"""Use cases of order search: lists and details, the index behind them, and saved views."""
