"""What is wrong with the files: the check rules GF2 to GF6 by family, running, silencing, repairing; every rule's page.

Uses `scoring` and what is below it.
"""
