"""The front door of warehouse feeds: their tables, for whoever writes about them."""

from turnout.modules.warehouse_feeds.tables import ADDED, TABLES
