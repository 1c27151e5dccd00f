"""Many profiles: a folder, a table, a country; read in blocks, assessed in columns, written whole."""
