"""What attendees do beyond buying: what reached them, what they picked, and what they came to."""
