"""Sales reports: what was sold and what money moved, over any days, grouped and compared."""
