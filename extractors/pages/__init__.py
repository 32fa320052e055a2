"""Step 1: the bytes of a PDF as pages of words.

`pdfium.read_pages` takes a file's bytes and gives `model.Pages`: words, rulings, painted areas and links as
they are seen; a page that lies on its side or is set small is read upright and in the usual size, a sheet of
several pages as those. `damage` tells which pages are broken, `drawing` draws one as a picture, `evidence`
gives the boxes of words. Only here is the PDF engine known. What the words say is not.
"""
