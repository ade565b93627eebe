"""The page 备份."""
