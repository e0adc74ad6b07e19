"""From a basket to a placed order: price, limits, terms, and the one statement that writes it."""
