"""多数の世帯の精算: many households: tables in, payments out."""
