"""Who sits at which table in which round: problem in, plan and its proof out; no web, no database.

problem   people, tables, rounds and wishes, and their JSON form
hall      one round made ready: who is there, who moves as one, what the tables take
rules     the wishes that a plan is measured by; bounds: how good any plan could be
seating, deal, search, solve: a valid deal first, then better by swaps
conflict  hard wishes that cannot hold together, named
child, run: the solver in a process of its own; files, command: the command line
"""
