"""What is wrong with the files: the check rules by family, each with its page; running, silencing and repairing.

Uses `scoring` and what is below it.
"""
