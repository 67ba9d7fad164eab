"""What the subcommands of `duixian` do beside a load."""
