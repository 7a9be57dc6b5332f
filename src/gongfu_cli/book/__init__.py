"""Everything the files say, typed: the models, their scalars and wordings, the folder, and the faults of shape (GF1).

Uses `source` and what is below it.
"""
