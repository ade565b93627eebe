"""Office: who handed in what, what is owed, and the receipts for it."""
