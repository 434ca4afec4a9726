"""What becomes of a form that is filled in on the platform."""
