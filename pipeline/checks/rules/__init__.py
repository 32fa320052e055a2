"""The checks, one a module, named by code and name. Only the catalogue knows them; none knows another."""
