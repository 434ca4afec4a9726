"""What is computed from the records and never stored."""
