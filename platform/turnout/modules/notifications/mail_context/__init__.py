"""What the templates of mails are given: plain values, made from records."""
