"""What developers need around Turnout: the local stack, the mailbox, the demo; never shipped."""
