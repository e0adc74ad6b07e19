"""Scheduled exports: made for one member at their hour, and mailed.

The mail has a link and not the file: whoever downloads it signs in and proves who they are.
"""
