"""A saved web page as a browser lays it out: what is seen, tables in their places, the register in them."""
