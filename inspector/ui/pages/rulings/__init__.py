"""冲突裁定: what laptops say differently, side by side, and who decides."""
