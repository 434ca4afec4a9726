"""What a change does, taken apart into operations that someone may or may not make."""
