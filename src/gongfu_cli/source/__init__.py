"""YAML text as plain data with places, the findings that name such a place, and the faults of text and YAML (GF0).

Uses `language`. Only here is YAML parsed and a data file read.
"""
