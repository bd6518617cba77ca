"""様式: what the rooms share: reading what a user writes, and telling an answer."""
