"""How results are told on a terminal: tables, progress, notes. Takes values, prints them, decides nothing."""
