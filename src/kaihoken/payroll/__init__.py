"""給与計算: premiums of many employees: Parquet tables in, premiums out, by the compiled law."""
