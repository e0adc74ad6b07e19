"""Bulk actions: refund, cancel, tag or write to many orders at once, as a job."""
