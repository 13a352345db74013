"""The programs that fairlead hands over to: argv built by pure functions, run in one place."""
