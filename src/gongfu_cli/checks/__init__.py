"""What is wrong with the files: the check rules GF2 to GF6 by family; the page of each rule; running, silencing, repairing.

Uses `scoring` and what is below it.
"""
