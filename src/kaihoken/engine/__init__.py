"""実行: picks the figures of a date and runs the one text of the law: plain, traced, compiled."""
