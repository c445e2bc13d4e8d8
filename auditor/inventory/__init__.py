"""What is to be judged: the city's subjects, how they hang together, how targets are reached."""
