"""Mails to those who wait for tickets: joined, offered, last chance, passed on."""
