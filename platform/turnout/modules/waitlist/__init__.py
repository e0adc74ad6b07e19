"""The waitlist: who waits for which ticket type, and whom freed places are offered to."""
