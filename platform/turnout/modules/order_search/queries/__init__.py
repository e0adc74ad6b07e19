"""Statements of order search: lists, the index behind them, and saved views."""
