"""Statements of sales reports: rows that are added up, days that are counted ahead, figures."""
