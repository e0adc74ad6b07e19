"""What tax a price contains or adds, and when the buyer owes it: pure rules, no tables."""
