"""Catalog: the ticket types of an event with prices, limits and sale windows, its storefront."""
