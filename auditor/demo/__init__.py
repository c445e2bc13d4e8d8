"""The sample city on loopback: servers that speak the real protocols, and the audit of them."""
