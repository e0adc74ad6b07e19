"""The log of an event's door: who was let in and who was refused, with the reason of each."""
