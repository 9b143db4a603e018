"""The database: rows, the unit of work that numbers each change, and reads. Only this knows SQL."""
