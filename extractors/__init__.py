"""PDF bytes in, a report of facts with evidence out. Pure: the same bytes give the same answer."""
