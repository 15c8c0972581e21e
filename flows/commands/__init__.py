"""The subcommands of `nightdesk`, one module each; the name of the module is the name of the command."""
