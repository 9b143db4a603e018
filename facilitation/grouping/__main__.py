"""``python -m facilitation.grouping``: the solver as a process of its own."""

from facilitation.grouping.child import main

main()
