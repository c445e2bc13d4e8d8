"""Sessions with targets: ssh, snmp, local, recorded. All read-only."""
