"""A purchase from basket to tickets: the conductor of stock, payment and tickets."""
