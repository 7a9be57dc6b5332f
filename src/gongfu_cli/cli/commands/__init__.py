"""The commands, a module of its name for each: its function `command` is what `cli/calling.py` calls.

What a command needs beyond its options is imported when it runs, so that help and TAB load none of it.
"""
