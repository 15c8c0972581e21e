"""Several hosts as network namespaces of one machine: a night over them, and what may befall it."""
