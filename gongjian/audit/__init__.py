"""The log: who did what to which row, from where and why; a chain that shows tampering; persons forgotten."""
