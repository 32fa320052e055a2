"""Bytes to entries: CSV, JSON, spreadsheets and saved pages, each read whole or refused with the place."""
