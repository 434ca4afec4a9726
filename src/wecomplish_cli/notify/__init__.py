"""Who is to be told what: events, the messages made of them, and their delivery by mail."""
