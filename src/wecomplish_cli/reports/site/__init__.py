"""What the pages of a site say: who learns what from whom, and what needs someone today."""
