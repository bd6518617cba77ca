"""現金給付: sickness and maternity allowances, the childbirth lump sum, funeral payments."""
