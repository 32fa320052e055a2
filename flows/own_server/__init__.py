"""The Prefect server that csrecon starts where the machine has none, and the settings it runs under."""
