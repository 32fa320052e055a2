"""One pass of the night: what is new, what changed since the last night, and its page."""
