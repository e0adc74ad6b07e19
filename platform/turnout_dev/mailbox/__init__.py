"""The local mailbox: takes every mail that the stack sends and shows it in the browser.

It keeps each copy it receives, so a mail that was sent twice under one Message-ID is seen twice.
"""
