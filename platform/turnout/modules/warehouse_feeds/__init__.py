"""Warehouse feeds: an organization's tables as Parquet in its own store, whole and then by changes.

What changed is told by the sealed audit log, whose places follow the order of commits: a change
that commits late has a later place, so none is passed over, and what was deleted is in it as well.
"""
