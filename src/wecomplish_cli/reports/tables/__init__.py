"""The data as tables, one a kind, for spreadsheets and databases."""
