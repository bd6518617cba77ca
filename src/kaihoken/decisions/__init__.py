"""判断: yes-or-no questions of approval, online care and add-ons, answered step by step with their articles."""
