"""What each command wants changed, decided on records; nothing here reads, writes or prints."""
