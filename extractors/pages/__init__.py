"""Step 1: the bytes of a PDF as pages of words.

`pdfium.read_pages` takes a file's bytes and gives `model.Pages`: words, rulings, painted areas and links as
they are seen. `damage` tells which pages are broken, `drawing` draws one as a picture, `evidence` gives the
boxes of words. Only here is the PDF engine known. What the words say is not.
"""
