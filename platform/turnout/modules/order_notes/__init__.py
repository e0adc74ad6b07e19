"""Order notes: what the team writes on orders and attendees, and the tags it gives them."""
