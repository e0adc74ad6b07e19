"""Registration forms: what an event asks whom, its versions, and what an answer is worth.

The judge of answers is pure and stands in `platform/web/src/lib/forms` in TypeScript too. One
table of cases and thousands of generated ones hold both to the same words.
"""
