"""The page 从备份恢复."""
