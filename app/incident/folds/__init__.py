"""What each kind of state entry changes in the incident; `evolve` lists them."""
