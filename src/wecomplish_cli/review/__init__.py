"""A change as merging it would make it, and who may make it."""
