"""One module a command or family of commands. Only Typer is imported at the top: help must be instant."""
