"""Sheets, results and findings as text or files: one module a format, beside those for what several share.

Uses `sheets` and what is below it. Only here: rich, jinja2, xlsxwriter.
"""
