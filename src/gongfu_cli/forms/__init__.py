"""Forms out to the departments and back: what they fill in, and its way into the actuals.

Uses `formats` and what is below it.
"""
