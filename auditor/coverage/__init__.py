"""How far the standards are covered: clauses, controls, and what was judged; and what to add next."""
