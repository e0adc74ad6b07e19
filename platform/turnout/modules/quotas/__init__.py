"""Quotas: how much an organization's plan allows, and how much of it is used."""
