"""The commands: read options, call, write, exit.

Uses all the others. Only here: arguments, environment, exit codes.
"""
