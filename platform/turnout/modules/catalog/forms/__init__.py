"""The registration form, pure: what it asks whom, and what an answer is worth.

`platform/web/src/lib/forms` says the same in TypeScript. One table of cases and thousands of
generated ones hold both to the same words, so each file here has its twin there.
"""
