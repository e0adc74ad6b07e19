"""Refund previews: what a refund would do, found by doing it and taking it back."""
