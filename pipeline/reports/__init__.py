"""PDF files to rows of facts, and back.

`plan` says which files are new, `pdf_files` opens them, `intake` reads and stores, `rows` and `write` make
the rows, `read_back` gives the extractions again. Knows nothing of checks.
"""
