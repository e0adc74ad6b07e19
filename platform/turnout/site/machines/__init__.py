"""Feeds, sitemap, robots, JSON-LD and share cards: pages for programs."""
