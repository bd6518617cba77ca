"""命令の中身: one module per command."""
