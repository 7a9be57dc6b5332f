"""Results as text: one module a format. Only here are rich and the like imported."""
