"""Order reviews: orders that a fraud rule holds until somebody of the team decides."""
