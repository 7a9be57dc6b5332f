"""What follows from the book: requirements, standings with their working, tallies, changes, courses.

Uses `book` and what is below it.
"""
