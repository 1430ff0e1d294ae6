"""What people do with the app: commands, presses, modals, shortcuts; and what it answers."""
