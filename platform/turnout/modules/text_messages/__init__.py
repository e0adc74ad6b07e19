"""Text messages (SMS): to numbers whose holders agreed, written down first, sent once each."""
