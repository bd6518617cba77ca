"""資格: which scheme a person belongs to on a date, from when, and what to do."""
