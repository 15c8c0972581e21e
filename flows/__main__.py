"""`python -m flows`: the `nightdesk` command."""

from flows.cli import main

main()
