"""An address to bytes: which addresses may be asked, and how an answer is bounded."""
