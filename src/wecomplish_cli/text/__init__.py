"""The words of every sentence, and text made safe to show."""
