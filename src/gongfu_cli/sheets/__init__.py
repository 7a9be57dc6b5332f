"""What a reader sees, before any format.

Uses `checks` and what is below it.
"""
