"""The check rules: one decorated function each, by family; its docstring is the rule's page."""
