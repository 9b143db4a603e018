"""Who sits at which table in which round: problem in, plan and its proof out; no web, no database.

problem   people, tables, rounds and hard wishes, and their JSON form
hall      one round made ready: who is there, who moves as one, what the tables take
rules     the wishes that a plan is measured by, one small class each (below)
order     which wishes count in which rounds, and which stands above which
bounds    how good any plan could be, by argument
costs     the wishes as weights that hold their order; proof: values and bounds of a plan
seating, deal, starts: a valid deal; gather: themes for tables; designs, place: plans around
          planes and other designs at which nobody meets twice
regather, exchange, augment: large gatherings as a whole, by exchanges among tables
search, walk, draft, best, solve: from a valid plan to a better one by swaps
effort: how much work a search may do, and what it tells on its way
anneal, steps, cooling: many walks at once, ever cooler, for small and tight events
trades    people change places for the whole day, so that nobody meets more often
walking   such walks and trades in turn
conflict  hard wishes that cannot hold together, named
replan    a plan mended with the fewest moves: reality, moves_bound, least, reseat, offers, moves
why       true reasons for one seat, and what another would cost: scales, price
child, run: the solver in a process of its own; files, command: the command line

**A wish** is a ``rules.Rule``. People, rounds and tables count from 0; a seating ``seats`` is an
array rounds x people of tables, -1 for away (``proof.seats_of`` makes it from a plan).

- making it prepares it: ``order.make_rules(problem, halls)``, or ``proof.Measure(problem).rules``
- ``value(seats, r)``; ``cost(seats, r)``: the same with fewer always better
- ``change(seats, r, {person: table, ...})``: what the cost grows by when these people move at
  once, a swap of two being two moves. ``Repeats`` counts all rounds together
- ``bound(r)``: the best value there can be and a reason (a code and its data); ``Measure.bound``
  keeps it
- ``explain(seats, r, person)``: true facts about one seat, each with a code and its data

``order.ranking(problem, rules)`` lists them in order; ``costs.Costs.of(values)`` is a plan's cost
as a tuple, one number for each place of that order: the smaller tuple is the better plan.
"""
