"""Deliverability: what became of an organization's mails, by day, sender, connection or mailbox."""
