"""What people show and like: their picture, and their interests."""
