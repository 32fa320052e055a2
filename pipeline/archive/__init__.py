"""The archive: every document's bytes, kept by digest, and the pictures drawn of their pages.

Takes bytes and gives them back by SHA-256 (`folder`); draws pages in a child process with limits
(`page_images`). Knows nothing of what the documents say.
"""
