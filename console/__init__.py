"""The faces: the `csrecon` command line. Reads the environment and the clock, and passes both down."""
