"""Consents to text messages as a table, for statements of modules above."""

from typing import Final

TEXT_CONSENTS: Final = """
    (SELECT organization_id, order_id, event_id, phone, language
    FROM text_consents WHERE withdrawn_at IS NULL)
"""
"""The number at which each order's buyer wants texts. The caller names the organization."""
