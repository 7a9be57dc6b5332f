"""What is said to people, in Chinese and in English, and the terms of the field, each decided once.

Uses nothing of the others.
"""
