"""Looks at pages in a real browser: `python -m turnout_dev.look`, and the tests in a browser."""
