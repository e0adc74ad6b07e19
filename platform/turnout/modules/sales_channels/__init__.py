"""Sales channels of ticket types: where each is sold, how many there, and what is kept for whom."""
