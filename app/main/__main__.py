"""`python -m app.main`."""

from app.main import main

main()
