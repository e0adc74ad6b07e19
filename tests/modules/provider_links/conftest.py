"""The desk of disputes: an order paid through a provider in memory, and disputed."""

from tests.modules.disputes.conftest import desk

__all__ = ["desk"]
