"""Push messages: what inboxes get is shown on the devices that people chose for it, once."""
