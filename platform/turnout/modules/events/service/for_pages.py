"""What pages of an event show besides the event itself; the caller has decided who may look."""
