"""Price rules: early-bird prices and quantity bands, and the price that a buyer gets by them."""
