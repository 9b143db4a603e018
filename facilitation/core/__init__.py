"""Plain Python, standard library only: what the day is made of, who may see and do what."""
