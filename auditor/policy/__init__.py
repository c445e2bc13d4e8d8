"""By what is judged: controls, their parameters, and the profile that chooses them."""
