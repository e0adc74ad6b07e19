"""What the stack refuses with: one sentence that says what is so and what to do."""


class StackError(Exception):
    """Something a person has to put right; the message is shown as it is."""
