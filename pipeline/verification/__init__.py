"""The log held against the tables: whether findings, accounts and acts are what the log says."""
