"""The command line. Only this room and the scheduler start an assessment."""
