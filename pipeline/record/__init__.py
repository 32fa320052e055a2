"""The database: its connections, tables, views, migrations and the lock of a run.

Takes a URL and gives an engine at the newest revision; knows what is stored where, and nothing of why.
"""
