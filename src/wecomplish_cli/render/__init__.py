"""Answers to text: for a terminal, a pipe, other programs, a web page and a code host."""
