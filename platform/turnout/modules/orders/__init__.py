"""Orders: a purchase from basket to tickets, over stock, payments and tickets."""
