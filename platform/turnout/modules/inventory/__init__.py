"""Stock: capacity pools, their counters, and holds with expiry. Never oversold."""
