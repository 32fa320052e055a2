"""Prefect flows: thin, without parsing or SQL of their own. Import `flows.environment` before Prefect."""
