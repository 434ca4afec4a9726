"""The rules that the data is judged by; `register.RULES` lists them all."""
