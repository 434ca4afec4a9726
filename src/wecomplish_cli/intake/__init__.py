"""Taking part by a form on the platform: which forms there are, and what a filled-in one asks for."""
