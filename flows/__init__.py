"""Prefect flows: thin, without parsing or SQL of their own.

Import `flows.own_server.settings` before Prefect.
"""
