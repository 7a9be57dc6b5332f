"""The exit codes: all is well, something was found, it could not be done, a fault of the program."""

DONE, FOUND, REFUSED, FAULT = 0, 1, 2, 3
