"""Forms out to the departments and back: what they fill in, and its way into the actuals. And how a county begins: a
commented folder, or one made from its table.

Uses `formats` and what is below it.
"""
