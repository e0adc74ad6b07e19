"""The public search: published events over all organizations, by what a visitor looks for."""
