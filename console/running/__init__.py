"""The long commands: a backfill, a night and the demonstration, each from settings to exit status."""
